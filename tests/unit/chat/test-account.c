/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-account.h"

static CsAccount *
new_account (const char *text)
{
  g_autoptr (CsAddress) address = cs_address_parse (text, NULL);

  g_assert_nonnull (address);

  return cs_account_new (address);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_new (void)
{
  g_autoptr (CsAccount) one = new_account ("alice@example.test");
  g_autoptr (CsAccount) two = new_account ("alice@example.test");

  g_assert_cmpstr (cs_address_get_uri (cs_account_get_address (one)), ==, "sip:alice@example.test");
  g_assert_true (g_uuid_string_is_valid (cs_account_get_id (one)));
  g_assert_true (g_str_has_prefix (cs_account_get_instance (one), "urn:uuid:"));
  g_assert_true (g_uuid_string_is_valid (cs_account_get_instance (one) + 9));
  g_assert_cmpuint (strlen (cs_account_get_token (one)), ==, 32);

  g_assert_cmpstr (cs_account_get_id (one), !=, cs_account_get_id (two));
  g_assert_cmpstr (cs_account_get_instance (one), !=, cs_account_get_instance (two));
  g_assert_cmpstr (cs_account_get_token (one), !=, cs_account_get_token (two));
}

static void
test_notifies (void)
{
  g_autoptr (CsAccount) account = new_account ("alice@example.test");
  g_autoptr (CsEndpoint) server = cs_endpoint_parse ("sip.example.test:5071", NULL);
  g_autoptr (CsEndpoint) same = cs_endpoint_parse ("sip.example.test:5071", NULL);
  g_autoptr (CsClientSource) one = cs_client_source_new_file ("/home/alice/alice.p12", NULL);
  g_autoptr (CsClientSource) two = cs_client_source_new_file ("/home/alice/alice.p12", NULL);
  guint count = 0;

  g_signal_connect_swapped (account, "notify", G_CALLBACK (count_cb), &count);

  cs_account_set_server (account, server);
  cs_account_set_server (account, same);
  g_assert_cmpuint (count, ==, 1);
  cs_account_set_auth_name (account, "");
  g_assert_cmpuint (count, ==, 1);
  cs_account_set_auth_name (account, "a.baker");
  cs_account_set_auth_name (account, "a.baker");
  g_assert_cmpuint (count, ==, 2);
  cs_account_set_display_name (account, "Alice");
  cs_account_set_signed_out (account, TRUE);
  cs_account_set_signed_out (account, 2);
  g_assert_cmpuint (count, ==, 4);
  cs_account_set_server (account, NULL);
  g_assert_cmpuint (count, ==, 5);
  cs_account_set_client_source (account, one);
  cs_account_set_client_source (account, two);
  g_assert_cmpuint (count, ==, 6);
  cs_account_set_client_source (account, NULL);
  g_assert_cmpuint (count, ==, 7);
}

static void
test_keeps_its_certificate (void)
{
  static const struct {
    const char *uri;
    const char *key_uri;
  } rows[] = {
    { NULL, NULL },
    { "file:///home/alice/alice.p12", NULL },
    { "file:///home/alice/alice.pem", "file:///home/alice/alice%FF.key" },
    { "pkcs11:token=Card;object=Alice%3B", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsAccount) account = new_account ("alice@example.test");
    g_autoptr (CsClientSource) source = rows[i].uri ? cs_client_source_parse (rows[i].uri, rows[i].key_uri, NULL) : NULL;
    g_autoptr (GKeyFile) file = g_key_file_new ();
    g_autoptr (CsAccount) again = NULL;
    g_autoptr (GError) error = NULL;

    cs_account_set_client_source (account, source);
    cs_account_save_to_group (account, file, "one");
    again = cs_account_new_from_group (file, "one", &error);
    g_assert_no_error (error);
    g_assert_true (cs_client_source_equal (cs_account_get_client_source (again), source));
  }
}

static void
test_keeps_every_field (void)
{
  g_autoptr (CsAccount) account = new_account ("alice@example.test");
  g_autoptr (CsEndpoint) server = cs_endpoint_parse ("[::1]:5071", NULL);
  g_autoptr (CsXcapRoot) root = cs_xcap_root_parse ("https://xcap.example.test/root/", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (CsAccount) again = NULL;
  g_autoptr (GError) error = NULL;

  cs_account_set_xcap_root (account, root);
  cs_account_set_server (account, server);
  cs_account_set_auth_name (account, "a.baker");
  cs_account_set_display_name (account, "Alice Baker ☺");
  cs_account_set_signed_out (account, TRUE);
  cs_account_set_organisation_lookup (account, TRUE);
  g_assert_true (cs_account_get_read_receipts (account));
  cs_account_set_read_receipts (account, FALSE);
  cs_account_save_to_group (account, file, "one");
  again = cs_account_new_from_group (file, "one", &error);
  g_assert_no_error (error);
  g_assert_true (cs_account_get_organisation_lookup (again));
  g_assert_false (cs_account_get_read_receipts (again));

  g_assert_true (cs_address_equal (cs_account_get_address (account), cs_account_get_address (again)));
  g_assert_cmpstr (cs_endpoint_get_string (cs_account_get_server (again)), ==, cs_endpoint_get_string (server));
  g_assert_cmpstr (cs_xcap_root_get_string (cs_account_get_xcap_root (again)), ==, "https://xcap.example.test/root");
  g_assert_cmpstr (cs_account_get_auth_name (again), ==, "a.baker");
  g_assert_cmpstr (cs_account_get_display_name (again), ==, "Alice Baker ☺");
  g_assert_true (cs_account_get_signed_out (again));
  g_assert_cmpstr (cs_account_get_id (again), ==, cs_account_get_id (account));
  g_assert_cmpstr (cs_account_get_instance (again), ==, cs_account_get_instance (account));
  g_assert_cmpstr (cs_account_get_token (again), ==, cs_account_get_token (account));
}

#define GOOD_ID "id=8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f11\n"
#define GOOD_INSTANCE "instance=urn:uuid:8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f12\n"
#define GOOD_TOKEN "token=0123456789abcdef0123456789abcdef\n"

static void
test_refuses_bad_groups (void)
{
  static const struct {
    const char *what;
    const char *group;
  } cases[] = {
    { "empty", "" },
    { "no address", GOOD_ID GOOD_INSTANCE GOOD_TOKEN },
    { "no SIP address", "address=nobody\n" GOOD_ID GOOD_INSTANCE GOOD_TOKEN },
    { "no id", "address=sip:a@b.test\n" GOOD_INSTANCE GOOD_TOKEN },
    { "no token", "address=sip:a@b.test\n" GOOD_ID GOOD_INSTANCE },
    { "token with a header in it", "address=sip:a@b.test\n" GOOD_ID GOOD_INSTANCE "token=a>\\r\\nX: y\n" },
    { "instance that ends its quotes", "address=sip:a@b.test\n" GOOD_ID "instance=urn:uuid:\";x=\"\n" GOOD_TOKEN },
    { "instance without URN", "address=sip:a@b.test\n" GOOD_ID "instance=me\n" GOOD_TOKEN },
    { "certificate that is no place", "address=sip:a@b.test\nclient-certificate=a.p12\n" GOOD_ID GOOD_INSTANCE GOOD_TOKEN },
    { "certificate with a PIN", "address=sip:a@b.test\nclient-certificate=pkcs11:object=a?pin-value=1\n" GOOD_ID GOOD_INSTANCE GOOD_TOKEN },
    { "rules without protection", "address=sip:a@b.test\nxcap-root=http://b.test/\n" GOOD_ID GOOD_INSTANCE GOOD_TOKEN },
    { "bad server", "address=sip:a@b.test\nserver=:::\n" GOOD_ID GOOD_INSTANCE GOOD_TOKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat ("[one]\n", cases[i].group, NULL);
    g_autoptr (GKeyFile) file = g_key_file_new ();
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].what);
    g_assert_true (g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL));
    g_assert_null (cs_account_new_from_group (file, "one", &error));
    g_assert_nonnull (error);
  }
}

static void
test_continues (void)
{
  g_autoptr (CsAccount) earlier = new_account ("alice@example.test");
  g_autoptr (CsAccount) later = new_account ("alice@example.test");

  cs_account_continue (later, earlier);
  g_assert_cmpstr (cs_account_get_id (later), ==, cs_account_get_id (earlier));
  g_assert_cmpstr (cs_account_get_instance (later), ==, cs_account_get_instance (earlier));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/is-told-apart-from-every-other", test_new);
  g_test_add_func ("/account/notifies-once-for-a-change", test_notifies);
  g_test_add_func ("/account/keeps-every-field", test_keeps_every_field);
  g_test_add_func ("/account/keeps-where-its-certificate-is", test_keeps_its_certificate);
  g_test_add_func ("/account/refuses-bad-groups", test_refuses_bad_groups);
  g_test_add_func ("/account/continues-an-earlier-one", test_continues);

  return g_test_run ();
}
