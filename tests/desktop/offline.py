# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing while there is no server: nothing is lost, and nothing looks sent that is not."""

import sys

import leaks
from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def messages_wait_and_go_out_later():
    """The bar says why, closing asks, and the next start sends."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'carol')
        visit.write(window, 'before')
        messages.find('list item', 'Kept by the server')
        visit.server.stop()
        window.has('Trying again in')
        visit.write(window, 'meanwhile')
        messages.find('list item', 'Waiting to be sent')
        DESKTOP.key('ctrl+q')
        question = visit.app.window('Messages are still waiting')
        question.has('1 message has not reached the server')
        question.find('button', 'Stay').click()
        visit.app.closed('Messages are still waiting')
        window.find('button', 'Try Now')
        visit.server.start()
        # On a slow machine its own next try may be quicker than we are.
        for retry in window.search('button', 'Try Now'):
            retry.click()
        messages.gone('list item', 'Waiting to be sent')
        window.gone(None, 'Trying again in')
        visit.leave()


def what_is_queued_is_sent_after_the_next_start():
    """Closing says that it is kept, and keeps what is half written, too."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'carol')
        visit.server.stop()
        window.has('Trying again in')
        visit.write(window, 'meanwhile')
        window.find('list', 'Messages').find('list item', 'Waiting to be sent')
        window.find('text', 'Message').type('half a sen', replace=False)
        DESKTOP.key('ctrl+q')
        question = visit.app.window('Messages are still waiting')
        question.has('It is kept, and is sent when Countersign is open and online again')
        question.find('button', 'Close').click()
        leaks.end_well(DESKTOP, visit.app)
        visit.server.start()
        window = visit.start()
        window.find('list item', 'carol').press()
        window.find('list', 'Messages').find('list item', 'Kept by the server')
        field = window.find('text', 'Message')
        DESKTOP.wait(lambda: field.text == 'half a sen', 'the draft', node=field)
        visit.leave()


def failure_is_told_and_can_be_tried_again():
    """With a sentence, and a button."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'nobody')
        visit.write(window, 'are you there?')
        messages.find('list item', 'Not sent')
        messages.find('label', 'does not know this address')
        messages.find('button', 'Send again').click()
        messages.find('list item', 'Not sent')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('offline', [messages_wait_and_go_out_later, what_is_queued_is_sent_after_the_next_start,
                       failure_is_told_and_can_be_tried_again])
