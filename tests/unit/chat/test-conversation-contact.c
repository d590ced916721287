/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-contact-private.h"

#include "cs-test-chat.h"

static CsContact *
introduce (CsTestChat *self,
           CsStanding  standing)
{
  const CsContactRecord record = { (char *) "account", (char *) "sip:bob@example.test", standing };
  CsContact *contact = cs_contact_new (self->store, &record);

  cs_conversation_set_contact (self->conversation, contact);

  return contact;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_name (CsTestChat    *self,
           gconstpointer  data)
{
  g_autoptr (CsContact) contact = introduce (self, CS_STANDING_KNOWN);
  guint told = 0;

  g_signal_connect_swapped (self->conversation, "notify::name", G_CALLBACK (count_cb), &told);
  g_assert_cmpstr (cs_conversation_get_name (self->conversation), ==, "bob@example.test");
  g_assert_null (cs_conversation_get_peer_name (self->conversation));
  cs_conversation_set_name (self->conversation, "Bob the Great");
  g_assert_cmpstr (cs_conversation_get_name (self->conversation), ==, "Bob the Great");
  cs_contact_set_name (contact, "Bob");
  g_assert_cmpstr (cs_conversation_get_name (self->conversation), ==, "Bob");
  g_assert_cmpstr (cs_conversation_get_peer_name (self->conversation), ==, "Bob the Great");
  cs_contact_set_name (contact, NULL);
  g_assert_cmpstr (cs_conversation_get_name (self->conversation), ==, "Bob the Great");
  g_assert_cmpuint (told, ==, 3);
}

static void
test_request (CsTestChat    *self,
              gconstpointer  data)
{
  g_autoptr (CsContact) contact = NULL;
  guint told = 0;

  g_assert_null (cs_conversation_get_contact (self->conversation));
  g_assert_false (cs_conversation_is_request (self->conversation));
  g_assert_true (cs_conversation_may_tell (self->conversation));

  contact = introduce (self, CS_STANDING_REQUEST);
  g_signal_connect_swapped (self->conversation, "notify::request", G_CALLBACK (count_cb), &told);
  g_assert_true (cs_conversation_get_contact (self->conversation) == contact);
  g_assert_true (cs_conversation_is_request (self->conversation));
  g_assert_false (cs_conversation_may_tell (self->conversation));
  cs_contact_accept (contact);
  g_assert_false (cs_conversation_is_request (self->conversation));
  g_assert_true (cs_conversation_may_tell (self->conversation));
  cs_contact_set_blocked (contact, TRUE);
  g_assert_false (cs_conversation_may_tell (self->conversation));
  g_assert_cmpuint (told, ==, 2);
}

static void
test_silence (CsTestChat    *self,
              gconstpointer  data)
{
  static const char text[] = "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'><state>active</state></isComposing>";
  g_autoptr (CsContact) contact = introduce (self, CS_STANDING_CONTACT);
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (CsComposing) composing = cs_composing_parse (body);

  cs_conversation_hear (self->conversation, composing, g_get_real_time ());
  cs_contact_set_favourite (contact, TRUE);
  cs_contact_remove (contact);
  g_assert_true (cs_conversation_is_typing (self->conversation));
  cs_contact_set_blocked (contact, TRUE);
  g_assert_false (cs_conversation_is_typing (self->conversation));
}

static void
test_writing (CsTestChat    *self,
              gconstpointer  data)
{
  g_autoptr (CsContact) contact = introduce (self, CS_STANDING_REQUEST);
  g_autoptr (GAsyncResult) empty = NULL;
  g_autoptr (GAsyncResult) sent = NULL;

  cs_conversation_send_async (self->conversation, " ", NULL, cs_test_result_cb, &empty);
  cs_test_wait (&empty);
  g_assert_cmpint (cs_contact_get_standing (contact), ==, CS_STANDING_REQUEST);
  cs_conversation_send_async (self->conversation, "hello", NULL, cs_test_result_cb, &sent);
  g_object_unref (cs_conversation_send_finish (self->conversation, cs_test_wait (&sent), NULL));
  g_assert_cmpint (cs_contact_get_standing (contact), ==, CS_STANDING_KNOWN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cs_test_chat_add ("/conversation-contact/puts-the-person's-own-name-first", test_name);
  cs_test_chat_add ("/conversation-contact/knows-who-asks-to-be-let-in", test_request);
  cs_test_chat_add ("/conversation-contact/hears-no-more-of-who-is-blocked", test_silence);
  cs_test_chat_add ("/conversation-contact/lets-in-whom-one-writes-to", test_writing);

  return g_test_run ();
}
