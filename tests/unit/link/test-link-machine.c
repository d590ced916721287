/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-link-machine.h"

#define O CS_CONNECTION_OFFLINE
#define L CS_CONNECTION_LOOKING_UP
#define C CS_CONNECTION_CONNECTING
#define H CS_CONNECTION_CHECKING
#define S CS_CONNECTION_SIGNING_IN
#define N CS_CONNECTION_ONLINE
#define R CS_CONNECTION_REFUSED
#define W CS_CONNECTION_WAITING

#define N_STATES (CS_CONNECTION_WAITING + 1)

typedef struct {
  CsConnectionState state;
  CsLinkAction      action;
} Cell;

#define _(state) { state, CS_LINK_IGNORE }

/* A row for each state, a column for each event, in the order of CsLinkEvent. */
static const Cell table[N_STATES][CS_LINK_N_EVENTS] = {
  /*      START                STOP               RETRY                FOUND               CONNECTED           ACCEPTED            REFUSED               CONFIRMED             FAILED              TIMER                NETWORK              ANCHORS */
  [O] = { { L, CS_LINK_BEGIN }, { O, CS_LINK_END }, _(O),                _(O),               _(O),               _(O),               _(O),                 _(O),                 _(O),               _(O),                _(O),                _(O) },
  [L] = { _(L),                { O, CS_LINK_END }, _(L),                { C, CS_LINK_MOVE }, _(L),               _(L),               _(L),                 _(L),                 { W, CS_LINK_WAIT }, _(L),                _(L),                _(L) },
  [C] = { _(C),                { O, CS_LINK_END }, _(C),                _(C),               { H, CS_LINK_MOVE }, _(C),               _(C),                 _(C),                 { W, CS_LINK_WAIT }, _(C),                _(C),                _(C) },
  [H] = { _(H),                { O, CS_LINK_END }, _(H),                { C, CS_LINK_MOVE }, _(H),               { S, CS_LINK_OPEN }, { R, CS_LINK_REFUSE }, _(H),                 { W, CS_LINK_WAIT }, _(H),                _(H),                { L, CS_LINK_BEGIN } },
  [S] = { _(S),                { O, CS_LINK_END }, _(S),                _(S),               _(S),               _(S),               { R, CS_LINK_REFUSE }, { N, CS_LINK_SETTLE }, { W, CS_LINK_WAIT }, _(S),                _(S),                { S, CS_LINK_REJUDGE } },
  [N] = { _(N),                { O, CS_LINK_END }, _(N),                _(N),               _(N),               _(N),               { R, CS_LINK_REFUSE }, _(N),                 { W, CS_LINK_WAIT }, _(N),                _(N),                { N, CS_LINK_REJUDGE } },
  [R] = { { L, CS_LINK_BEGIN }, { O, CS_LINK_END }, { L, CS_LINK_BEGIN }, _(R),               _(R),               _(R),               _(R),                 _(R),                 _(R),               { L, CS_LINK_BEGIN }, _(R),                { L, CS_LINK_BEGIN } },
  [W] = { { L, CS_LINK_BEGIN }, { O, CS_LINK_END }, { L, CS_LINK_BEGIN }, _(W),               _(W),               _(W),               _(W),                 _(W),                 _(W),               { L, CS_LINK_BEGIN }, { W, CS_LINK_HURRY }, _(W) },
};

static void
test_every_state_and_event (void)
{
  for (guint state = 0; state < N_STATES; state++) {
    for (guint event = 0; event < CS_LINK_N_EVENTS; event++) {
      CsConnectionState next = G_MAXINT;

      g_test_message ("state %u, event %u", state, event);
      g_assert_cmpint (cs_link_machine_next (state, event, &next), ==, table[state][event].action);
      g_assert_cmpint (next, ==, table[state][event].state);
    }
  }
}

static void
test_opens_only_what_was_checked (void)
{
  for (guint state = 0; state < N_STATES; state++) {
    for (guint event = 0; event < CS_LINK_N_EVENTS; event++) {
      CsConnectionState next;

      if (cs_link_machine_next (state, event, &next) == CS_LINK_OPEN) {
        g_assert_cmpint (state, ==, CS_CONNECTION_CHECKING);
        g_assert_cmpint (event, ==, CS_LINK_EVENT_ACCEPTED);
      }
    }
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-machine/knows-every-state-and-event", test_every_state_and_event);
  g_test_add_func ("/link-machine/opens-only-what-was-checked", test_opens_only_what_was_checked);

  return g_test_run ();
}
