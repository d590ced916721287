/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sip/cs-imdn.h"

#define HEAD "<?xml version='1.0' encoding='UTF-8'?><imdn xmlns='urn:ietf:params:xml:ns:imdn'><message-id>"
#define DELIVERED "<delivery-notification><status><delivered/></status></delivery-notification></imdn>"

static const struct {
  const char *description;
  const char *data;
  const char *message_id;
  CsReceipt   receipt;
} cases[] = {
  { "delivered", HEAD "1</message-id><datetime>x</datetime>" DELIVERED, "1", CS_RECEIPT_DELIVERED },
  { "white space", HEAD "\n  a-b@c \n</message-id>\n" DELIVERED, "a-b@c", CS_RECEIPT_DELIVERED },
  { "a prefix", "<i:imdn xmlns:i='urn:ietf:params:xml:ns:imdn'><i:message-id>1</i:message-id><i:display-notification><i:status>"
    "<i:displayed/></i:status></i:display-notification></i:imdn>", "1", CS_RECEIPT_READ },
  { "failed", HEAD "1</message-id><delivery-notification><status><failed/></status></delivery-notification></imdn>", "1", CS_RECEIPT_FAILED },
  { "error", HEAD "1</message-id><delivery-notification><status><error/></status></delivery-notification></imdn>", "1", CS_RECEIPT_FAILED },
  { "forbidden", HEAD "1</message-id><display-notification><status><forbidden/></status></display-notification></imdn>", "1", CS_RECEIPT_NONE },
  { "stored", HEAD "1</message-id><processing-notification><status><stored/></status></processing-notification></imdn>", "1", CS_RECEIPT_NONE },
  { "no status", HEAD "1</message-id></imdn>", "1", CS_RECEIPT_NONE },
  { "a status in the wrong place", HEAD "1</message-id><status><delivered/></status></imdn>", "1", CS_RECEIPT_NONE },

  { "no id", "<imdn xmlns='urn:ietf:params:xml:ns:imdn'>" DELIVERED, NULL, CS_RECEIPT_NONE },
  { "an empty id", HEAD " </message-id>" DELIVERED, NULL, CS_RECEIPT_NONE },
  { "an id with a space", HEAD "1 2</message-id>" DELIVERED, NULL, CS_RECEIPT_NONE },
  { "an element in the id", HEAD "1<b/></message-id>" DELIVERED, NULL, CS_RECEIPT_NONE },
  { "no namespace", "<imdn><message-id>1</message-id>" DELIVERED, NULL, CS_RECEIPT_NONE },
  { "another root", "<x xmlns='urn:ietf:params:xml:ns:imdn'/>", NULL, CS_RECEIPT_NONE },
  { "half of it", HEAD "1</message-id>", NULL, CS_RECEIPT_NONE },
  { "an entity", "<!DOCTYPE imdn [<!ENTITY e '1'>]><imdn xmlns='urn:ietf:params:xml:ns:imdn'><message-id>&e;</message-id>" DELIVERED, NULL, CS_RECEIPT_NONE },
  { "no XML", "delivered", NULL, CS_RECEIPT_NONE },
  { "nothing", "", NULL, CS_RECEIPT_NONE },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) data = g_bytes_new_static (cases[i].data, strlen (cases[i].data));
    g_autoptr (CsImdn) imdn = cs_imdn_parse (data);

    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (imdn != NULL, ==, cases[i].message_id != NULL);
    if (!imdn)
      continue;

    g_assert_cmpstr (cs_imdn_get_message_id (imdn), ==, cases[i].message_id);
    g_assert_cmpuint (cs_imdn_get_receipt (imdn), ==, cases[i].receipt);
  }
}

static void
test_round_trip (void)
{
  static const CsReceipt receipts[] = { CS_RECEIPT_DELIVERED, CS_RECEIPT_READ };

  for (gsize i = 0; i < G_N_ELEMENTS (receipts); i++) {
    g_autoptr (CsImdn) imdn = cs_imdn_new ("<a&b>", G_GINT64_CONSTANT (1790000000000000), receipts[i]);
    g_autofree char *text = cs_imdn_build (imdn, "sip:a&b@example.test");
    g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));
    g_autoptr (CsImdn) read = cs_imdn_parse (data);

    g_assert_cmpstr (cs_imdn_get_message_id (read), ==, "<a&b>");
    g_assert_cmpuint (cs_imdn_get_receipt (read), ==, receipts[i]);
    g_assert_nonnull (strstr (text, "<datetime>2026-09-21T"));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/imdn/reads-and-refuses", test_table);
  g_test_add_func ("/imdn/reads-what-it-writes", test_round_trip);

  return g_test_run ();
}
