/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-request-bar.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-session.h"

#include "cs-contact-look.h"
#include "cs-toast.h"

struct _CsRequestBar
{
  AdwBin parent_instance;

  CsConversation *conversation;

  /* Template children */
  GtkWidget *request;
  GtkLabel *address;
  GtkLabel *name;
  GtkWidget *stranger;
  GtkWidget *blocked;
  GtkLabel *blocked_words;
  GtkWidget *gone;
  GtkLabel *gone_words;
  GtkWidget *accept;
};

enum {
  SIGNAL_ACCEPTED,
  SIGNAL_LEFT,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsRequestBar, cs_request_bar, ADW_TYPE_BIN)

static CsContact *
get_contact (CsRequestBar *self)
{
  return self->conversation ? cs_conversation_get_contact (self->conversation) : NULL;
}

static void
update (CsRequestBar *self)
{
  CsContact *contact = get_contact (self);
  gboolean request = self->conversation && cs_conversation_is_request (self->conversation);
  gboolean blocked = contact && cs_contact_is_blocked (contact);
  gboolean gone = !request && !blocked && self->conversation &&
                  cs_conversation_get_room_standing (self->conversation) == CS_ROOM_STANDING_GONE;
  g_autofree char *address = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), request || blocked || gone);
  gtk_widget_set_visible (self->request, request);
  gtk_widget_set_visible (self->blocked, blocked);
  gtk_widget_set_visible (self->gone, gone);
  gtk_label_set_text (self->gone_words, _("You are not in this room."));
  if (blocked)
    gtk_label_set_text (self->blocked_words, cs_conversation_is_room (self->conversation)
                                               ? _("You blocked this room. What is written in it is thrown away.")
                                               : _("You blocked this person. What they write is thrown away."));
  if (!request)
    return;

  address = cs_contact_look_words (self->conversation);
  gtk_label_set_text (self->address, address);
  gtk_widget_set_visible (self->stranger, !cs_conversation_is_room (self->conversation));
  gtk_widget_set_visible (GTK_WIDGET (self->name), cs_conversation_get_peer_name (self->conversation) != NULL);
  if (cs_conversation_is_room (self->conversation)) {
    gtk_label_set_text (self->name, _("This is a room. Its members learn that you joined when you accept."));
  } else if (cs_conversation_get_peer_name (self->conversation)) {
    g_autofree char *visible = cs_text_make_visible (cs_conversation_get_peer_name (self->conversation));
    /* Translators: %s is the name that a stranger gives themselves. */
    g_autofree char *words = g_strdup_printf (_("Calls themselves “%s”"), visible);

    gtk_label_set_text (self->name, words);
  }
}

static void
accept_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsContact *contact = get_contact (CS_REQUEST_BAR (widget));

  if (!contact)
    return;

  cs_contact_accept (contact);
  g_signal_emit (widget, signals[SIGNAL_ACCEPTED], 0);
}

/* What "Undo" needs, and what becomes final without it. */
typedef struct {
  CsConversation *conversation;
  CsContactRecord *before;
} Refusal;

static void
refusal_free (gpointer  data,
              GClosure *closure)
{
  Refusal *refusal = data;

  g_object_unref (refusal->conversation);
  cs_contact_record_free (refusal->before);
  g_free (refusal);
}

static void
undo_cb (AdwToast *toast,
         Refusal  *refusal)
{
  cs_contact_update (cs_conversation_get_contact (refusal->conversation), refusal->before);
  cs_conversation_restore (refusal->conversation);
}

static AdwToast *
make_toast (CsConversation        *conversation,
            const char            *words,
            const CsContactRecord *before)
{
  AdwToast *toast = cs_toast_new (words);
  Refusal *refusal = g_new0 (Refusal, 1);

  refusal->conversation = g_object_ref (conversation);
  refusal->before = cs_contact_record_copy (before);
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), refusal, refusal_free, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (cs_conversation_forget), conversation, G_CONNECT_SWAPPED);

  return toast;
}

/* Says so where it can be taken back. The conversation is in view no more by then. */
static void
turn_away (CsRequestBar *self,
           gboolean      block)
{
  g_autoptr (CsConversation) conversation = g_object_ref (self->conversation);
  CsContact *contact = get_contact (self);
  g_autoptr (CsContactRecord) before = cs_contact_dup_record (contact);
  g_autofree char *address = cs_toast_embed (cs_address_get_display (cs_contact_get_address (contact)));
  g_autofree char *words = NULL;
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (CsContactRecord) after = cs_contact_dup_record (contact);

  after->standing = CS_STANDING_REFUSED;
  after->blocked = block;
  /* Translators: %s is a SIP address. */
  words = g_strdup_printf (block ? _("%s is blocked") : _("The request of %s was refused"), address);
  cs_contact_update (contact, after);
  cs_conversation_remove (conversation);
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
  if (overlay)
    cs_toast_add (overlay, make_toast (conversation, words, before));
}

static void
refuse_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  turn_away (CS_REQUEST_BAR (widget), FALSE);
}

static void
block_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  turn_away (CS_REQUEST_BAR (widget), TRUE);
}

static void
unblock_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CsContact *contact = get_contact (CS_REQUEST_BAR (widget));

  if (contact)
    cs_contact_set_blocked (contact, FALSE);
}

static void
joined_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsRequestBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) room = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "request.join", TRUE);
  if (!room)
    gtk_label_set_text (self->gone_words, error->message);
}

static void
join_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsRequestBar *self = CS_REQUEST_BAR (widget);
  CsSession *session = self->conversation ? cs_conversation_get_session (self->conversation) : NULL;

  if (!session)
    return;

  gtk_widget_action_set_enabled (widget, "request.join", FALSE);
  cs_rooms_join_async (cs_session_get_rooms (session), cs_conversation_get_peer (self->conversation), NULL, joined_cb,
                       g_object_ref (self));
}

static void
cs_request_bar_dispose (GObject *object)
{
  cs_request_bar_set_conversation (CS_REQUEST_BAR (object), NULL);

  G_OBJECT_CLASS (cs_request_bar_parent_class)->dispose (object);
}

static void
cs_request_bar_class_init (CsRequestBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_request_bar_dispose;

  /**
   * CsRequestBar::accepted:
   *
   * The other end was let in: now one can write.
   */
  signals[SIGNAL_ACCEPTED] =
    g_signal_new ("accepted", CS_TYPE_REQUEST_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * CsRequestBar::left:
   *
   * The other end was turned away: there is nothing more to show.
   */
  signals[SIGNAL_LEFT] =
    g_signal_new ("left", CS_TYPE_REQUEST_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-request-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, request);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, address);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, name);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, stranger);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, blocked);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, blocked_words);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, gone);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, gone_words);
  gtk_widget_class_bind_template_child (widget_class, CsRequestBar, accept);

  gtk_widget_class_install_action (widget_class, "request.accept", NULL, accept_activated);
  gtk_widget_class_install_action (widget_class, "request.refuse", NULL, refuse_activated);
  gtk_widget_class_install_action (widget_class, "request.block", NULL, block_activated);
  gtk_widget_class_install_action (widget_class, "request.unblock", NULL, unblock_activated);
  gtk_widget_class_install_action (widget_class, "request.join", NULL, join_activated);
}

static void
cs_request_bar_init (CsRequestBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_request_bar_set_conversation:
 * @self: the bar
 * @conversation: (nullable): the conversation that is shown
 *
 * Follows a conversation, and shows itself where it has something to say.
 */
void
cs_request_bar_set_conversation (CsRequestBar   *self,
                                 CsConversation *conversation)
{
  g_return_if_fail (CS_IS_REQUEST_BAR (self));

  if (self->conversation == conversation)
    return;

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  if (!conversation)
    return;

  g_signal_connect_swapped (conversation, "notify::request", G_CALLBACK (update), self);
  g_signal_connect_swapped (conversation, "notify::name", G_CALLBACK (update), self);
  g_signal_connect_swapped (conversation, "notify::room", G_CALLBACK (update), self);
  update (self);
}

/**
 * cs_request_bar_focus:
 * @self: the bar
 *
 * Gives the keyboard to the answer that lets the other end in. (Not by grab_focus(): GTK would pass by the other answers then.)
 */
void
cs_request_bar_focus (CsRequestBar *self)
{
  g_return_if_fail (CS_IS_REQUEST_BAR (self));

  if (gtk_widget_get_visible (self->request))
    gtk_widget_grab_focus (self->accept);
}
