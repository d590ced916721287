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
  guint count;
  GPtrArray *lines;  /* the last of them */
} Told;

G_DEFINE_FINAL_TYPE (CsNotifier, cs_notifier, G_TYPE_OBJECT)

static void
told_free (gpointer data)
{
  Told *told = data;

  g_ptr_array_unref (told->lines);
  g_free (told);
}

static gboolean
is_set (CsNotifier *self,
        const char *key)
{
  return !self->settings || g_settings_get_boolean (self->settings, key);
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

static void
unread_changed_cb (CsNotifier     *self,
                   GParamSpec     *pspec,
                   CsConversation *conversation)
{
  g_autofree char *id = NULL;

  if (cs_conversation_get_unread (conversation) > 0)
    return;

  id = make_id (conversation);
  g_application_withdraw_notification (self->application, id);
  g_signal_handlers_disconnect_by_func (conversation, unread_changed_cb, self);
  g_hash_table_remove (self->told, conversation);
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
    told->lines = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->told, g_object_ref (conversation), told);
    g_signal_connect_object (conversation, "notify::unread", G_CALLBACK (unread_changed_cb), self, G_CONNECT_SWAPPED);
  }

  told->count++;
  g_ptr_array_add (told->lines, make_plain (cs_message_get_text (message)));
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
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GNotification) notification = NULL;

  if (!is_set (self, "notifications") ||
      cs_conversation_is_muted (conversation) ||
      (self->window && cs_window_get_looked_at (self->window) == conversation))
    return;

  told = tell (self, conversation, message);
  id = make_id (conversation);
  if (!is_set (self, "notification-text")) {
    title = word_count (told->count);
  } else if (cs_conversation_is_request (conversation)) {
    /* What a stranger writes is nothing to be read on a locked screen. */
    title = g_strdup (_("Somebody new wrote to you"));
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
  g_application_send_notification (self->application, id, notification);
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

  return self;
}
