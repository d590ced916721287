/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-words.h"

static void
test_times (void)
{
  g_autofree char *time = cs_words_for_time (1795253999);
  g_autofree char *date = cs_words_for_date (1795253999);
  g_autofree char *never = cs_words_for_time (G_MAXINT64);

  g_assert_cmpstr (time, ==, "21 November 2026, 09:39 UTC");
  g_assert_cmpstr (date, ==, "21 November 2026");
  g_assert_cmpstr (never, ==, "a time that no calendar has");
}

static void
test_utc (void)
{
  g_autofree char *time = cs_words_for_utc (1795253999);
  g_autofree char *never = cs_words_for_utc (G_MAXINT64);

  g_assert_cmpstr (time, ==, "2026-11-21 09:39:59 UTC");
  g_assert_cmpstr (never, ==, "9223372036854775807");
}

static void
test_ages (void)
{
  static const struct {
    gint64      seconds;
    const char *words;
  } cases[] = {
    { -300, "just now" },
    { 0, "just now" },
    { 59, "just now" },
    { 60, "1 minute ago" },
    { 3599, "59 minutes ago" },
    { 3600, "1 hour ago" },
    { 47 * 3600, "47 hours ago" },
    { 48 * 3600, "2 days ago" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = cs_words_for_age (1795253999 - cases[i].seconds, 1795253999);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    const char *words;
  } cases[] = {
    { "example.test", "example.test" },
    { "EXAMPLE.test", "EXAMPLE.test" },
    { "xn--bcher-kva.test", "bücher.test (xn--bcher-kva.test)" },
    { "bücher.test", "bücher.test (xn--bcher-kva.test)" },
    { "sip:xn--bcher-kva.test", "sip:bücher.test (sip:xn--bcher-kva.test)" },
    { "*.xn--bcher-kva.test", "*.bücher.test (*.xn--bcher-kva.test)" },
    { ".xn--bcher-kva.test", ".bücher.test (.xn--bcher-kva.test)" },
    { "alice@xn--bcher-kva.test", "alice@bücher.test (alice@xn--bcher-kva.test)" },
    /* Cyrillic letters that look like Latin ones beside Latin ones: only the form that is compared is safe to read. */
    { "xn--ppl-ed3b.test", "xn--ppl-ed3b.test" },
    { "192.0.2.1", "192.0.2.1" },
    { "no\033[2J\u202ename", "no‹U+001B›[2J‹U+202E›name" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = cs_words_for_name (cases[i].name);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_states (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (CsConnectionState state = CS_CONNECTION_OFFLINE; state <= CS_CONNECTION_WAITING; state++) {
    g_assert_cmpstr (cs_words_for_state (state), !=, "");
    g_assert_true (g_hash_table_add (seen, (gpointer) cs_words_for_state (state)));
  }
}

static void
test_connection (void)
{
  static const struct {
    const char *host;
    CsFound     found;
    const char *words;
  } cases[] = {
    { "sip1.example.test", CS_FOUND_SRV, "sip1.example.test:5061 (found by SRV)" },
    { "192.0.2.1", CS_FOUND_TYPED, "192.0.2.1:5061 (as you typed it)" },
    { "::1", CS_FOUND_DOMAIN, "[::1]:5061 (the domain itself)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsConnectionFacts) facts = cs_connection_facts_new (cases[i].host, 5061, cases[i].found, 0);
    g_autofree char *words = cs_words_for_connection (facts);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_revocation (void)
{
  g_assert_cmpstr (cs_words_for_revocation (CS_REVOCATION_GOOD), ==, "Not revoked");
  g_assert_cmpstr (cs_words_for_revocation (CS_REVOCATION_REVOKED), ==, "Revoked");
  g_assert_cmpstr (cs_words_for_revocation (CS_REVOCATION_NOT_CHECKED), ==, "Not checked whether it was revoked");
  g_assert_cmpstr (cs_words_for_revocation (CS_REVOCATION_UNKNOWN), ==, "Not known whether it was revoked");
}

static void
test_revocation_sources (void)
{
  static const struct {
    CsRevocation revocation;
    const char  *words;   /* NULL: none */
  } cases[] = {
    { { CS_REVOCATION_NOT_CHECKED, CS_REVOCATION_BY_NOBODY, 0, 0 }, NULL },
    { { CS_REVOCATION_UNKNOWN, CS_REVOCATION_BY_NOBODY, 0, 0 }, NULL },
    { { CS_REVOCATION_GOOD, CS_REVOCATION_BY_STAPLE, 1795253999, 1795340399 },
      "Statement of the issuer, brought by the server (OCSP stapled), of 21 November 2026, 09:39 UTC, good until 22 November 2026, 09:39 UTC" },
    { { CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST_AT_HAND, 1795253999, 1795340399 },
      "Revocation list of the issuer, kept on this computer, of 21 November 2026, 09:39 UTC, good until 22 November 2026, 09:39 UTC" },
    { { CS_REVOCATION_GOOD, CS_REVOCATION_BY_RESPONDER, 1795253999, 1795340399 },
      "Answer of the issuer (OCSP), of 21 November 2026, 09:39 UTC, good until 22 November 2026, 09:39 UTC" },
    { { CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST, 1795253999, 1795340399 },
      "Revocation list of the issuer, of 21 November 2026, 09:39 UTC, good until 22 November 2026, 09:39 UTC" },
    /* What is revoked stays so. */
    { { CS_REVOCATION_REVOKED, CS_REVOCATION_BY_STAPLE, 1795253999, 0 },
      "Statement of the issuer, brought by the server (OCSP stapled), of 21 November 2026, 09:39 UTC" },
    { { CS_REVOCATION_REVOKED, CS_REVOCATION_BY_LIST_AT_HAND, 1795253999, 0 },
      "Revocation list of the issuer, kept on this computer, of 21 November 2026, 09:39 UTC" },
    { { CS_REVOCATION_REVOKED, CS_REVOCATION_BY_RESPONDER, 1795253999, 0 }, "Answer of the issuer (OCSP), of 21 November 2026, 09:39 UTC" },
    { { CS_REVOCATION_REVOKED, CS_REVOCATION_BY_LIST, 1795253999, 0 }, "Revocation list of the issuer, of 21 November 2026, 09:39 UTC" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = cs_words_for_revocation_source (&cases[i].revocation);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/word-times-with-their-zone", test_times);
  g_test_add_func ("/words/word-times-in-utc", test_utc);
  g_test_add_func ("/words/word-how-old-something-is", test_ages);
  g_test_add_func ("/words/word-names-in-both-their-forms", test_names);
  g_test_add_func ("/words/word-every-state-differently", test_states);
  g_test_add_func ("/words/word-where-a-connection-goes", test_connection);
  g_test_add_func ("/words/say-not-checked-plainly", test_revocation);
  g_test_add_func ("/words/say-who-answers-for-revocation", test_revocation_sources);

  return g_test_run ();
}
