/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-pkcs11.h"

#include <gnutls/pkcs11.h>

static void
test_stays_open_for_the_last_one (void)
{
  char *found = NULL;

  cs_pkcs11_open ();
  cs_pkcs11_open ();
  cs_pkcs11_close ();

  /* A machine may have no token at all; asking for one works as long as the modules are open. */
  g_assert_cmpint (gnutls_pkcs11_token_get_url (9999, GNUTLS_PKCS11_URL_GENERIC, &found), ==,
                   GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
  cs_pkcs11_close ();
}

typedef struct {
  GMutex   mutex;
  GCond    entered;
  gboolean is_within;
  gint     has_left;
} Visit;

static gpointer
visit_thread (gpointer data)
{
  Visit *visit = data;

  g_assert_true (cs_pkcs11_enter ());
  g_mutex_lock (&visit->mutex);
  visit->is_within = TRUE;
  g_cond_signal (&visit->entered);
  g_mutex_unlock (&visit->mutex);
  g_thread_yield ();
  g_atomic_int_set (&visit->has_left, TRUE);
  cs_pkcs11_leave ();

  return NULL;
}

/* The last test: from then on nobody enters any more. */
static void
test_ends_when_nobody_is_within (void)
{
  Visit visit = { 0 };
  GThread *thread = g_thread_new ("visit", visit_thread, &visit);

  g_mutex_lock (&visit.mutex);
  while (!visit.is_within)
    g_cond_wait (&visit.entered, &visit.mutex);
  g_mutex_unlock (&visit.mutex);

  cs_pkcs11_end ();
  g_assert_true (g_atomic_int_get (&visit.has_left));
  g_assert_false (cs_pkcs11_enter ());
  g_thread_join (thread);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pkcs11/stays-open-for-the-last-one", test_stays_open_for_the_last_one);

  g_test_add_func ("/pkcs11/ends-when-nobody-is-within-a-module", test_ends_when_nobody_is_within);

  return g_test_run ();
}
