/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-words.h"

static void
test_labels (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (CsFactKind kind = CS_FACT_COMMON_NAME; kind <= CS_FACT_EXTENSION; kind++) {
    g_assert_nonnull (cs_words_for_fact (kind));
    g_assert_true (g_hash_table_add (seen, (gpointer) cs_words_for_fact (kind)));
  }
  for (CsFactGroup group = CS_FACT_GROUP_IDENTITY; group <= CS_FACT_GROUP_REST; group++)
    g_assert_nonnull (cs_words_for_fact_group (group));
}

static void
test_values (void)
{
  g_autoptr (CsFact) text = cs_fact_new (CS_FACT_GROUP_IDENTITY, CS_FACT_COMMON_NAME, CS_FACT_FORM_TEXT, "a\u202e\033[2Jb");
  g_autoptr (CsFact) hex = cs_fact_new (CS_FACT_GROUP_KEY, CS_FACT_SHA256, CS_FACT_FORM_HEX, "0123456789ab");
  g_autoptr (CsFact) time = cs_fact_new_time (CS_FACT_GROUP_VALIDITY, CS_FACT_NOT_AFTER, 1795253999);
  g_autofree char *text_words = cs_words_for_fact_value (text);
  g_autofree char *hex_words = cs_words_for_fact_value (hex);
  g_autofree char *time_words = cs_words_for_fact_value (time);

  g_assert_null (strchr (text_words, '\033'));
  g_assert_null (strstr (text_words, "\u202e"));
  g_assert_cmpstr (hex_words, ==, "0123 4567 89AB");
  g_assert_cmpstr (time_words, ==, "21 November 2026, 09:39 UTC");
}

static void
test_names (void)
{
  static const CsFactKind kinds[] = { CS_FACT_SIP_DOMAIN, CS_FACT_DNS_NAME, CS_FACT_EMAIL_ADDRESS, CS_FACT_PERMITTED_NAME,
                                      CS_FACT_EXCLUDED_NAME };
  g_autoptr (CsFact) unit = cs_fact_new (CS_FACT_GROUP_IDENTITY, CS_FACT_ORGANIZATIONAL_UNIT, CS_FACT_FORM_TEXT, "xn--bcher-kva.test");
  g_autofree char *plain = cs_words_for_fact_value (unit);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (CsFact) fact = cs_fact_new (CS_FACT_GROUP_IDENTITY, kinds[i], CS_FACT_FORM_TEXT, "xn--bcher-kva.test");
    g_autofree char *words = cs_words_for_fact_value (fact);

    g_assert_cmpstr (words, ==, "bücher.test (xn--bcher-kva.test)");
  }
  g_assert_cmpstr (plain, ==, "xn--bcher-kva.test");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/label-every-fact-differently", test_labels);
  g_test_add_func ("/words/show-values-harmlessly", test_values);

  g_test_add_func ("/words/show-names-in-both-their-forms", test_names);

  return g_test_run ();
}
