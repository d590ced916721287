/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-notifier.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-settings.h"

/* Characters of a message that a notification has room for, and messages. */
#define LONGEST_BODY 240
#define MOST_LINES   4

struct _CsNotifier
{
  GObject parent_instance;

  GApplication *application;  /* borrowed: it owns us */
  CsProfile *profile;
  CsWindow *window;     /* weak */
  GSettings *settings;  /* NULL where the schema is not installed */
  GHashTable *told;     /* CsConversation -> Told */
};

/* What was announced of a conversation and is not read yet: all of it is one notification. */
typedef struct {
  char *id;
  guint count;
  GPtrArray *lines;  /* the last of them */
} Told;

G_DEFINE_FINAL_TYPE (CsNotifier, cs_notifier, G_TYPE_OBJECT)

static void
told_free (gpointer data)
{
  Told *told = data;

  g_free (told->id);
  g_ptr_array_unref (told->lines);
  g_free (told);
}

static gboolean
tells_text (CsNotifier *self)
{
  return cs_settings_get_notification_text (self->settings,
                                            cs_policy_store_get_policy (cs_profile_get_policies (self->profile)));
}

static char *
make_id (CsConversation *conversation)
{
  CsAccount *account = cs_session_get_account (cs_conversation_get_session (conversation));

  return g_strdup_printf ("%s %s",
                          cs_account_get_id (account),
                          cs_address_get_uri (cs_conversation_get_peer (conversation)));
}

/* Some desktops read markup in a notification, some don't, and GNotification tells nobody which: a text without elements and
 * entities is the same to all. */
static char *
make_plain (const char *text)
{
  const char *end = text;
  g_autofree char *start = NULL;
  g_autofree char *readable = NULL;
  GString *plain = g_string_new (NULL);

  for (int i = 0; i < LONGEST_BODY && *end; i++)
    end = g_utf8_next_char (end);
  start = *end ? g_strdup_printf ("%.*s…", (int) (end - text), text) : g_strdup (text);
  readable = cs_text_make_readable (start);

  for (const char *p = readable; *p; p++) {
    if (*p == '<')
      g_string_append (plain, "‹");
    else if (*p == '&' && (p[1] == '#' || g_ascii_isalnum (p[1])))
      g_string_append (plain, "＆");
    else
      g_string_append_c (plain, *p);
  }

  return g_string_free (plain, FALSE);
}

/* The address stands beside a name that the other end chose. */
static char *
make_title (CsConversation *conversation)
{
  CsContact *contact = cs_conversation_get_contact (conversation);
  g_autofree char *name = make_plain (cs_conversation_get_name (conversation));
  const char *address = cs_address_get_display (cs_conversation_get_peer (conversation));

  if ((contact && cs_contact_get_name (contact)) || !cs_conversation_get_peer_name (conversation))
    return g_steal_pointer (&name);

  return g_strdup_printf ("%s (%s)", name, address);
}

static gboolean
is_silent (CsConversation *conversation)
{
  CsContact *contact = cs_conversation_get_contact (conversation);

  return cs_conversation_is_muted (conversation) || (contact && cs_contact_is_blocked (contact));
}

/* Whether there is still somebody to be told, and something. An account that is removed takes its conversations along. */
static gboolean
is_news (CsNotifier     *self,
         CsConversation *conversation)
{
  CsSession *session = cs_conversation_get_session (conversation);
  g_autoptr (CsSession) found = session
                                  ? cs_profile_find_session_by_id (self->profile, cs_account_get_id (cs_session_get_account (session)))
                                  : NULL;

  return found && cs_conversation_get_unread (conversation) > 0 &&
         !cs_conversation_is_removed (conversation) && !is_silent (conversation);
}

/* What is read, deleted, muted or blocked meanwhile is told no longer. */
static void
look_again (CsNotifier *self)
{
  GHashTableIter iter;
  CsConversation *conversation;
  const Told *told;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, (gpointer *) &conversation, (gpointer *) &told)) {
    if (is_news (self, conversation))
      continue;

    g_application_withdraw_notification (self->application, told->id);
    g_signal_handlers_disconnect_by_func (conversation, look_again, self);
    if (cs_conversation_get_contact (conversation))
      g_signal_handlers_disconnect_by_func (cs_conversation_get_contact (conversation), look_again, self);
    g_hash_table_iter_remove (&iter);
  }
}

static void
follow (CsNotifier     *self,
        CsConversation *conversation)
{
  static const char * const signals[] = { "notify::unread", "notify::removed", "notify::muted" };
  CsContact *contact = cs_conversation_get_contact (conversation);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (conversation, signals[i], G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  if (contact)
    g_signal_connect_object (contact, "notify::blocked", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
}

/* In a room, who wrote it stands before each. */
static char *
make_line (CsConversation *conversation,
           CsMessage      *message)
{
  g_autofree char *text = cs_conversation_find_text (conversation, message);
  g_autofree char *sender = cs_conversation_find_sender_name (conversation, message);
  g_autofree char *line = sender ? g_strdup_printf ("%s: %s", sender, text) : NULL;

  return make_plain (line ? line : text);
}

/* Adds a message to what is announced of its conversation. */
static Told *
tell (CsNotifier     *self,
      CsConversation *conversation,
      CsMessage      *message)
{
  Told *told = g_hash_table_lookup (self->told, conversation);

  if (!told) {
    told = g_new0 (Told, 1);
    told->id = make_id (conversation);
    told->lines = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->told, g_object_ref (conversation), told);
    follow (self, conversation);
  }

  told->count++;
  g_ptr_array_add (told->lines, make_line (conversation, message));
  if (told->lines->len > MOST_LINES)
    g_ptr_array_remove_index (told->lines, 0);

  return told;
}

/* Where that isn't plain, to which of one's accounts. */
static char *
word_title (CsNotifier     *self,
            CsConversation *conversation)
{
  CsAccount *account = cs_session_get_account (cs_conversation_get_session (conversation));
  g_autofree char *title = make_title (conversation);

  if (g_list_model_get_n_items (cs_profile_get_sessions (self->profile)) < 2)
    return g_steal_pointer (&title);

  /* Translators: the title of a notification: the first %s is the name of who wrote, the second the user's own SIP address. */
  return g_strdup_printf (_("%s to %s"), title, cs_address_get_display (cs_account_get_address (account)));
}

static char *
word_count (guint count)
{
  return g_strdup_printf (ngettext ("%u new message", "%u new messages", count), count);
}

static char *
word_lines (const Told *told)
{
  g_autoptr (GString) body = g_string_new (NULL);

  if (told->count > told->lines->len) {
    g_autofree char *count = word_count (told->count);

    g_string_append_printf (body, "%s\n…\n", count);
  }
  for (guint i = 0; i < told->lines->len; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", (const char *) told->lines->pdata[i]);

  return g_string_free (g_steal_pointer (&body), FALSE);
}

static void
add_actions (GNotification  *notification,
             CsConversation *conversation)
{
  CsAccount *account = cs_session_get_account (cs_conversation_get_session (conversation));
  const char *id = cs_account_get_id (account);
  const char *peer = cs_address_get_uri (cs_conversation_get_peer (conversation));

  g_notification_set_default_action_and_target (notification, "app.open-conversation", "(ss)", id, peer);
  if (!cs_conversation_is_request (conversation))
    g_notification_add_button_with_target (notification, _("Reply"), "app.open-conversation", "(ss)", id, peer);
  g_notification_add_button_with_target (notification, _("Mark as Read"), "app.mark-read", "(ss)", id, peer);
}

/* Its priority is the usual one, and it has no sound of ours: whether and how it shows is up to the desktop. */
static void
message_cb (CsNotifier     *self,
            CsConversation *conversation,
            CsMessage      *message)
{
  const Told *told;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GNotification) notification = NULL;

  if ((self->settings && !g_settings_get_boolean (self->settings, "notifications")) ||
      is_silent (conversation) ||
      (self->window && cs_window_get_looked_at (self->window) == conversation))
    return;

  told = tell (self, conversation, message);
  if (!tells_text (self)) {
    title = word_count (told->count);
  } else if (cs_conversation_is_request (conversation)) {
    /* What a stranger writes is nothing to be read on a locked screen. */
    title = g_strdup (cs_conversation_is_room (conversation) ? _("You are invited into a room") : _("Somebody new wrote to you"));
    body = make_plain (cs_address_get_display (cs_conversation_get_peer (conversation)));
  } else {
    title = word_title (self, conversation);
    body = word_lines (told);
  }

  notification = g_notification_new (title);
  if (body)
    g_notification_set_body (notification, body);
  g_notification_set_category (notification, "im.received");
  add_actions (notification, conversation);
  g_application_send_notification (self->application, told->id, notification);
}

static void
cs_notifier_dispose (GObject *object)
{
  CsNotifier *self = CS_NOTIFIER (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->profile);
  g_clear_object (&self->settings);
  g_hash_table_remove_all (self->told);

  G_OBJECT_CLASS (cs_notifier_parent_class)->dispose (object);
}

static void
cs_notifier_finalize (GObject *object)
{
  g_hash_table_unref (CS_NOTIFIER (object)->told);

  G_OBJECT_CLASS (cs_notifier_parent_class)->finalize (object);
}

static void
cs_notifier_class_init (CsNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_notifier_finalize;
}

static void
cs_notifier_init (CsNotifier *self)
{
  self->told = g_hash_table_new_full (NULL, NULL, g_object_unref, told_free);
}

/**
 * cs_notifier_new:
 * @application: (transfer none): what notifications belong to; outlives the notifier
 * @profile: whose messages to announce
 * @window: where they are read
 *
 * Makes a notifier.
 *
 * Returns: (transfer full): the notifier
 */
CsNotifier *
cs_notifier_new (GApplication *application,
                 CsProfile    *profile,
                 CsWindow     *window)
{
  CsNotifier *self = g_object_new (CS_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->profile = g_object_ref (profile);
  g_set_weak_pointer (&self->window, window);
  self->settings = cs_settings_open ();
  g_signal_connect_object (profile, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cs_profile_get_sessions (profile), "items-changed", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);

  return self;
}
