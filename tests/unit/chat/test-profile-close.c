/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-profile.h"

#include "cs-test-profile.h"

static void
test_flushes (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsProfile *profile;

  cs_test_file_init (&file);
  cs_test_profile_write_account (&file, "alice@example.test");
  profile = cs_test_profile_open (file.folder);
  {
    g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);
    g_autoptr (CsConversation) conversation = cs_test_session_open (session, "bob@example.test");

    cs_conversation_set_draft (conversation, "half a sen");
    cs_account_set_display_name (cs_session_get_account (session), "Alice");
  }
  cs_test_profile_close (profile);

  profile = cs_test_profile_open (file.folder);
  {
    g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);
    g_autoptr (CsConversation) conversation = g_list_model_get_item (cs_profile_get_conversations (profile), 0);

    g_assert_cmpstr (cs_conversation_get_draft (conversation), ==, "half a sen");
    g_assert_cmpstr (cs_account_get_display_name (cs_session_get_account (session)), ==, "Alice");
  }
  cs_test_profile_close (profile);
  cs_test_profile_clean (&file);
}

static void
test_stops_a_trial (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsSession) session = cs_test_profile_try (profile, "alice@example.test", "open sesame");

  g_assert_cmpint (cs_session_get_state (session), !=, CS_CONNECTION_OFFLINE);
  cs_test_profile_close (profile);
  g_assert_cmpint (cs_session_get_state (session), ==, CS_CONNECTION_OFFLINE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/brings-everything-to-the-disk", test_flushes);
  g_test_add_func ("/profile/stops-a-trial", test_stops_a_trial);

  return g_test_run ();
}
