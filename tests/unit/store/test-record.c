/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/cs-record.h"

static void
test_copy (void)
{
  CsMessageRecord *record = cs_message_record_new ();
  g_autoptr (CsMessageRecord) copy = NULL;

  record->id = 7;
  record->conversation = 3;
  record->outgoing = TRUE;
  record->message_id = g_strdup ("id");
  record->text = g_strdup ("text");
  record->time = 12345;
  record->state = CS_MESSAGE_FAILED;
  record->reason = g_strdup ("reason");
  record->sender = g_strdup ("sender");
  record->wanted = CS_RECEIPT_READ;
  copy = cs_message_record_copy (record);
  cs_message_record_free (record);

  g_assert_cmpint (copy->id, ==, 7);
  g_assert_cmpint (copy->conversation, ==, 3);
  g_assert_true (copy->outgoing);
  g_assert_cmpstr (copy->message_id, ==, "id");
  g_assert_cmpstr (copy->text, ==, "text");
  g_assert_cmpint (copy->time, ==, 12345);
  g_assert_cmpint (copy->state, ==, CS_MESSAGE_FAILED);
  g_assert_cmpstr (copy->reason, ==, "reason");
  g_assert_cmpstr (copy->sender, ==, "sender");
  g_assert_cmpint (copy->wanted, ==, CS_RECEIPT_READ);
}

static void
test_notice (void)
{
  static const struct { const char *sender; gboolean notice; } cases[] = {
    { NULL, FALSE }, { "sip:bob@example.test", FALSE }, { "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsMessageRecord record = { .sender = (char *) cases[i].sender };

    g_assert_true (cs_message_record_is_notice (&record) == cases[i].notice);
  }
}

static void
test_copy_contact (void)
{
  CsContactRecord *record = cs_contact_record_new ();
  g_autoptr (CsContactRecord) copy = NULL;

  record->account = g_strdup ("account");
  record->peer = g_strdup ("peer");
  record->standing = CS_STANDING_CONTACT;
  record->name = g_strdup ("name");
  record->note = g_strdup ("note");
  copy = cs_contact_record_copy (record);
  cs_contact_record_free (record);

  g_assert_cmpstr (copy->account, ==, "account");
  g_assert_cmpstr (copy->peer, ==, "peer");
  g_assert_cmpint (copy->standing, ==, CS_STANDING_CONTACT);
  g_assert_cmpstr (copy->name, ==, "name");
  g_assert_cmpstr (copy->note, ==, "note");
}

static void
test_conversation (void)
{
  g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();

  g_assert_null (record->last);
  record->last = cs_message_record_new ();
  record->peer = g_strdup ("sip:bob@example.test");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/copies-share-nothing", test_copy);
  g_test_add_func ("/record/a-room-speaks-without-a-sender", test_notice);
  g_test_add_func ("/record/copies-of-contacts-share-nothing", test_copy_contact);
  g_test_add_func ("/record/conversation-frees-its-last-message", test_conversation);

  return g_test_run ();
}
