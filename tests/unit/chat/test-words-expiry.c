/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-words.h"

#define DAY 86400
#define END G_GINT64_CONSTANT (1795253999)

static void
test_words (void)
{
  static const struct {
    CsExpiryKind kind;
    const char  *name;
    gint64       ahead;
    const char  *words;
  } cases[] = {
    { CS_EXPIRY_OF_SERVER, "example.test", 7 * DAY,
      "The certificate of example.test expires within 7 days, on 21 November 2026. Tell the server’s administrator: "
      "without a new one, Countersign will not connect any more." },
    { CS_EXPIRY_OF_SERVER, "example.test", 3600,
      "The certificate of example.test expires within 1 day, on 21 November 2026. Tell the server’s administrator: "
      "without a new one, Countersign will not connect any more." },
    { CS_EXPIRY_OF_AUTHORITY, "Root\nCA", 30 * DAY,
      "The authority “Root‹U+000A›CA”, which you imported, expires within 30 days, on 21 November 2026. Ask your organisation "
      "for its new root certificate, and import it." },
    { CS_EXPIRY_OF_CLIENT, "alice@example.test", 2 * DAY,
      "Your certificate for alice@example.test expires within 2 days, on 21 November 2026. Ask your organisation for a new one, "
      "and choose it in the account’s preferences." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = cs_words_for_expiry (cases[i].kind, cases[i].name, END, END - cases[i].ahead);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words-expiry/say-who-when-and-what-to-do", test_words);

  return g_test_run ();
}
