/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signs in to the private server, by the engine and by hand, turn and turn about. Both connect, shake hands, and send REGISTER
 * twice. Prints microseconds.
 *
 * Usage: bench-sign-in FOLDER PORT, with what the private server says. */

#include <stdlib.h>

#include "bare-client.h"
#include "bench-lib.h"
#include "cs-test-engine.h"

#define ROUNDS 60

int
main (int    argc,
      char **argv)
{
  const CsTestLogin account = { argv[1], (guint16) atoi (argv[2]), "alice" };
  CsProfile *profile = cs_test_engine_open (NULL, &account);

  for (guint i = 0; i < ROUNDS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (CsSession) session = cs_test_engine_sign_in (profile, &account);
    g_autoptr (BareClient) client = NULL;

    bench_print ("ours", g_get_monotonic_time () - start);
    cs_test_engine_sign_out (session);

    start = g_get_monotonic_time ();
    client = bare_client_connect (&account);
    if (bare_client_register (client, 600) != 200)
      g_error ("The bare client could not sign in.");
    bench_print ("bare", g_get_monotonic_time () - start);
    bare_client_register (client, 0);
  }

  cs_test_engine_close (profile);

  return 0;
}
