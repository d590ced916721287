/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signs in to the private server, by the engine and by hand, turn and turn about. Both connect, shake hands, and send REGISTER
 * twice. Prints microseconds.
 *
 * Usage: bench-sign-in FOLDER PORT, with what the private server says. */

#include <stdlib.h>

#include "bench-lib.h"
#include "engine-client.h"

#define ROUNDS 60

int
main (int    argc,
      char **argv)
{
  const BareAccount account = { argv[1], (guint16) atoi (argv[2]), "alice" };
  CsProfile *profile = engine_client_open (NULL, &account);

  for (guint i = 0; i < ROUNDS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (CsSession) session = engine_client_sign_in (profile, &account);
    g_autoptr (BareClient) client = NULL;

    bench_print ("ours", g_get_monotonic_time () - start);
    engine_client_sign_out (session);

    start = g_get_monotonic_time ();
    client = bare_client_connect (&account);
    if (bare_client_register (client, 600) != 200)
      g_error ("The bare client could not sign in.");
    bench_print ("bare", g_get_monotonic_time () - start);
    bare_client_register (client, 0);
  }

  engine_client_close (profile);

  return 0;
}
