/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-notifier.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

/* Characters of a message that a notification has room for. */
#define LONGEST_BODY 240

struct _CsNotifier
{
  GObject parent_instance;

  GApplication *application;  /* borrowed: it owns us */
  CsProfile *profile;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CsNotifier, cs_notifier, G_TYPE_OBJECT)

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
}

static void
message_cb (CsNotifier     *self,
            CsConversation *conversation,
            CsMessage      *message)
{
  CsAccount *account = cs_session_get_account (cs_conversation_get_session (conversation));
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GNotification) notification = NULL;

  if (self->quiet)
    return;

  id = make_id (conversation);
  if (cs_conversation_is_request (conversation)) {
    /* What a stranger writes is nothing to be read on a locked screen. */
    title = g_strdup (_("Somebody new wrote to you"));
    body = make_plain (cs_address_get_display (cs_conversation_get_peer (conversation)));
  } else {
    title = make_title (conversation);
    body = make_plain (cs_message_get_text (message));
  }
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_category (notification, "im.received");
  g_notification_set_default_action_and_target (notification, "app.open-conversation", "(ss)",
                                                cs_account_get_id (account),
                                                cs_address_get_uri (cs_conversation_get_peer (conversation)));
  g_application_send_notification (self->application, id, notification);

  g_signal_handlers_disconnect_by_func (conversation, unread_changed_cb, self);
  g_signal_connect_object (conversation, "notify::unread", G_CALLBACK (unread_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
cs_notifier_dispose (GObject *object)
{
  CsNotifier *self = CS_NOTIFIER (object);

  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_notifier_parent_class)->dispose (object);
}

static void
cs_notifier_class_init (CsNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_notifier_dispose;
}

static void
cs_notifier_init (CsNotifier *self)
{
}

/**
 * cs_notifier_new:
 * @application: (transfer none): what notifications belong to; outlives the notifier
 * @profile: whose messages to announce
 *
 * Makes a notifier.
 *
 * Returns: (transfer full): the notifier
 */
CsNotifier *
cs_notifier_new (GApplication *application,
                 CsProfile    *profile)
{
  CsNotifier *self = g_object_new (CS_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_notifier_set_quiet:
 * @self: the notifier
 * @quiet: whether somebody looks at the window, or wants no notifications
 *
 * Announces nothing for now.
 */
void
cs_notifier_set_quiet (CsNotifier *self,
                       gboolean    quiet)
{
  g_return_if_fail (CS_IS_NOTIFIER (self));

  self->quiet = quiet;
}
