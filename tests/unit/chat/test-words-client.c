/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-words.h"

#include <string.h>

#include "cs-test-client.h"

static void
test_words (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root \xe2\x80\xae CA");
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (root, "Alice");
  g_autoptr (CsConnectionFacts) facts = cs_connection_facts_new ("sip.example.test", 5061, CS_FOUND_SRV, 42);
  const struct {
    CsClientAnswer  answer;
    GBytes         *certificate;
    const char     *expected;
  } rows[] = {
    { CS_CLIENT_ANSWER_NOT_ASKED, NULL, "asked for none" },
    { CS_CLIENT_ANSWER_NONE, NULL, "none is set up" },
    { CS_CLIENT_ANSWER_UNSUITABLE, NULL, "not sent" },
    { CS_CLIENT_ANSWER_SENT, alice->der, "“Alice”, issued by “Root " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsConnectionFacts) complete = cs_connection_facts_with_client (facts, rows[i].answer, rows[i].certificate);
    g_autofree char *words = cs_words_for_client_certificate (complete);

    g_test_message ("%s", words);
    g_assert_nonnull (strstr (words, rows[i].expected));
    g_assert_null (strstr (words, "\xe2\x80\xae"));
    g_assert_null (strstr (cs_words_for_client_answer (rows[i].answer), "Alice"));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words-client/word-what-became-of-our-certificate", test_words);

  return g_test_run ();
}
