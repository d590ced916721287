# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with whole conversations."""

import sys

from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def order(conversations):
    """Whose conversations are in the list, from the top."""
    return [row.name.split('@')[0] for row in conversations.search('list item')]


def wait_for(conversations, *names):
    """Until these are in the list, in this order."""
    DESKTOP.wait(lambda: order(conversations) == list(names), f'the order {names}', node=conversations)


def choose(window, item):
    """An item of the menu that is open."""
    window.find(None, item).click()


def try_narrow(visit, window):
    """Where the header has no room for who it is, they stand under it."""
    number = DESKTOP.number(window)
    DESKTOP.xdo('windowsize', number, '360', '640')
    button = window.find('button', 'Conversation menu')

    def is_under():
        """In one look at both."""
        (_, y, _, height), labels = button.extents(), window.search('label', 'bob@example.test')
        return labels and labels[-1].extents()[1] >= y + height
    DESKTOP.wait(is_under, 'the name under the header', node=window)
    visit.picture('narrow')
    DESKTOP.xdo('windowsize', number, '900', '640')


def try_keys(visit, window, conversations):
    """The menu of a row by the keyboard, which stays with a conversation that moves in the list."""
    visit.desktop.key('Down')
    row = conversations.find('list item', 'carol')
    visit.open_menu_by_key(row, 'Menu')
    visit.desktop.key('Escape')
    visit.wait_focused(row)
    visit.open_menu_by_key(row, 'shift+F10')
    choose(window, 'Pin')
    wait_for(conversations, 'carol', 'bob')
    row = conversations.find('list item', 'carol')
    visit.wait_focused(row)
    visit.open_menu_by_key(row, 'Menu')
    choose(window, 'Pin')
    wait_for(conversations, 'bob', 'carol')


def pins_mutes_archives_deletes_and_undoes():
    """By the menu of a row, and by that of the conversation."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        for user in ('bob', 'carol'):
            visit.talk_to(window, user)
            visit.write(window, f'Hello {user}')
        conversations = window.find('list', 'Conversations')
        wait_for(conversations, 'carol', 'bob')

        conversations.find('list item', 'bob').press()
        window.find('button', 'Conversation menu').click()
        choose(window, 'Pin')
        wait_for(conversations, 'bob', 'carol')
        visit.open_menu(conversations.find('list item', 'bob'))
        choose(window, 'Mute')
        conversations.find('list item', 'bob@example.test, pinned, muted')
        visit.picture('marks')

        try_narrow(visit, window)

        messages = window.find('list', 'Messages')
        visit.write(window, 'Never mind')
        visit.open_menu(messages.find('list item', 'Never mind'))
        choose(window, 'Delete')
        messages.gone('list item', 'Never mind')
        window.has('Message deleted on this computer only')
        conversations.find('list item', 'You: Hello bob')
        window.find('button', 'Undo').click()
        conversations.find('list item', 'You: Never mind')
        messages.find('label', 'Never mind').press()
        visit.desktop.key('Delete')
        messages.gone('list item', 'Never mind')
        row = messages.find('list item', 'Hello bob')
        visit.desktop.wait(lambda: 'focused' in row.states(), 'the keyboard at the message beside it', node=row)

        visit.open_menu(conversations.find('list item', 'carol'))
        visit.picture('menu')
        choose(window, 'Mark as Unread')
        conversations.find('list item', 'carol@example.test, marked as unread')
        try_keys(visit, window, conversations)
        visit.open_menu(conversations.find('list item', 'carol'))
        choose(window, 'Archive')
        wait_for(conversations, 'bob')
        window.find('button', 'Show archived conversations').click()
        wait_for(conversations, 'carol')
        visit.picture('archive')
        window.find('button', 'Show all conversations').click()
        wait_for(conversations, 'bob')

        visit.open_menu(conversations.find('list item', 'bob'))
        choose(window, 'Delete Conversation')
        visit.app.window('Delete the conversation with bob')
        visit.dismiss('Delete the conversation with bob')
        wait_for(conversations, 'bob')
        visit.open_menu(conversations.find('list item', 'bob'))
        choose(window, 'Delete Conversation')
        visit.confirm_removal(window)
        window.has('Conversation with bob')
        window.has('No conversation chosen')
        visit.picture('undo')
        window.find('button', 'Undo').click()
        wait_for(conversations, 'bob')
        conversations.find('list item', 'pinned, muted')

        visit.open_menu(conversations.find('list item', 'bob'))
        choose(window, 'Delete Conversation')
        visit.confirm_removal(window)
        wait_for(conversations)
        visit.leave()

        # Nobody waited for the time to undo to end.
        kept = (visit.profile / 'messages.db').read_bytes()
        assert b'Hello carol' in kept and b'Hello bob' not in kept and b'Never mind' not in kept


with Desktop(secrets=True, moving=True) as DESKTOP:
    report('conversations', [pins_mutes_archives_deletes_and_undoes])
