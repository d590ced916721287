/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-format.h"
#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-link-question.h"
#include "cs-message-actions.h"
#include "cs-send-failure.h"
#include "cs-sender-line.h"
#include "cs-state-look.h"
#include "cs-unread-line.h"

struct _CsMessageRow
{
  GtkWidget parent_instance;

  CsConversation *conversation;
  CsMessage *message;
  gulong changed_id;

  /* Template children */
  GtkLabel *day;
  GtkWidget *bubble;
  CsMessageText *text;
  GtkLabel *time;
  GtkImage *state;

  /* Children that few rows need, made when they do */
  GtkWidget *unread;
  GtkWidget *failure;
  GtkWidget *sender;
};

G_DEFINE_FINAL_TYPE (CsMessageRow, cs_message_row, GTK_TYPE_WIDGET)

static void
update_accessible_label (CsMessageRow      *self,
                         const CsStateLook *look)
{
  g_autofree char *label = NULL;
  g_autofree char *text = cs_message_text_describe (self->text);
  const char *clock = gtk_label_get_text (self->time);

  if (cs_message_is_outgoing (self->message)) {
    /* Translators: read aloud: the text of a message of one's own, its time, its state. */
    label = g_strdup_printf (_("You: %s, %s, %s"), text, clock, look ? _(look->words) : "");
  } else if (cs_message_is_notice (self->message)) {
    label = g_strdup_printf ("%s, %s", text, clock);
  } else {
    g_autofree char *sender = cs_conversation_find_sender_name (self->conversation, self->message);
    g_autofree char *name = cs_text_make_visible (sender ? sender : cs_conversation_get_name (self->conversation));

    /* Translators: read aloud: who wrote a message, its text, its time. */
    label = g_strdup_printf (_("%s: %s, %s"), name, text, clock);
  }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* That a message was delivered is all that there will be to know, where their program tells nothing more. */
static char *
describe_state (CsMessageRow      *self,
                const CsStateLook *look)
{
  g_autofree char *name = NULL;

  if (look->state == CS_MESSAGE_DELIVERED && cs_conversation_is_room (self->conversation))
    return g_strdup (_("Delivered to the room"));
  /* It was sent, as it seems in vain. */
  if (look->state == CS_MESSAGE_QUEUED && cs_message_get_reason (self->message))
    return g_strdup (cs_message_get_reason (self->message));
  if (look->state != CS_MESSAGE_DELIVERED || cs_conversation_takes_receipts (self->conversation))
    return g_strdup (_(look->words));

  name = cs_text_embed (cs_conversation_get_name (self->conversation));

  /* Translators: %s is somebody's name: their program does not tell when a message was read. */
  return g_strdup_printf (_("Delivered. Read receipts are not supported by %s"), name);
}

static void
update_failure (CsMessageRow *self,
                gboolean      failed)
{
  const char *reason = cs_message_get_reason (self->message);
  g_autofree char *words = NULL;

  if (self->failure)
    gtk_widget_set_visible (self->failure, failed);
  if (!failed) {
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
    return;
  }

  if (!self->failure) {
    self->failure = cs_send_failure_new ();
    gtk_widget_insert_after (self->failure, GTK_WIDGET (self), self->bubble);
  }
  if (!reason)
    words = g_strdup (_("This message was not sent."));
  else if (cs_conversation_is_room (self->conversation))
    words = cs_words_for_room_failure (reason);
  else
    words = cs_words_for_send_failure (reason);
  cs_send_failure_set_reason (CS_SEND_FAILURE (self->failure), words);
  gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
}

static void
update_state (CsMessageRow *self)
{
  CsMessageState state = cs_message_get_state (self->message);
  const CsStateLook *look = cs_message_is_outgoing (self->message) ? cs_state_look_find (state) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->state), look != NULL);
  if (look) {
    g_autofree char *words = describe_state (self, look);

    gtk_image_set_from_icon_name (self->state, look->icon);
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), words);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->state), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  }

  update_failure (self, look && state == CS_MESSAGE_FAILED);
  if (state == CS_MESSAGE_QUEUED || state == CS_MESSAGE_SENDING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pending");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");

  update_accessible_label (self, look);
}

static void
message_changed_cb (CsMessageRow *self)
{
  update_state (self);
}

/* A stranger's links lead nowhere. */
static void
show_text (CsMessageRow *self)
{
  g_autofree char *text = cs_conversation_find_text (self->conversation, self->message);

  cs_message_text_show (self->text, text, !cs_conversation_is_request (self->conversation));
}

/* What a room says of itself names its members, and others stand over what they wrote. */
static void
renamed_cb (CsMessageRow *self)
{
  g_autoptr (CsAddress) sender = cs_conversation_find_sender (self->conversation, self->message);

  if (cs_message_is_notice (self->message))
    show_text (self);
  if (sender && self->sender)
    cs_sender_line_show (CS_SENDER_LINE (self->sender), self->conversation, sender);
  update_state (self);
}

static void
unfolded_cb (CsMessageRow *self)
{
  if (self->message)
    update_state (self);
}

static void
link_cb (CsMessageRow *self,
         const char   *target)
{
  g_autoptr (CsTextLink) link = cs_text_link_parse (target);

  if (link && self->conversation)
    cs_link_question_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), cs_conversation_get_session (self->conversation), link);
}

/* Where on the line something of a row stands: at its side, or, what nobody wrote, in the middle. */
static int
find_x (CsMessageRow *self,
        int           space)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (gtk_widget_has_css_class (widget, "notice"))
    return space / 2;

  return gtk_widget_has_css_class (widget, "outgoing") != rtl ? space : 0;
}

/* The bubble is as wide as its text, up to the row, and stands on its side. It is not aligned by GTK, which would look for the
 * best width of the text by laying it out some thirty times. */
static int
get_child_width (CsMessageRow *self,
                 GtkWidget    *child,
                 int           width)
{
  int natural;

  if (child != self->bubble)
    return width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return MIN (natural, width);
}

static int
get_child_height (GtkWidget *child,
                  int        width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static void
cs_message_row_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  CsMessageRow *self = CS_MESSAGE_ROW (widget);
  GtkWidget *child;

  *minimum = *natural = 0;
  for (child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    int child_minimum, child_natural;

    if (!gtk_widget_should_layout (child))
      continue;

    if (orientation == GTK_ORIENTATION_HORIZONTAL || for_size < 0) {
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
    } else {
      child_natural = get_child_height (child, get_child_width (self, child, for_size));
      child_minimum = child_natural;
    }

    if (orientation == GTK_ORIENTATION_HORIZONTAL) {
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    } else {
      *minimum += child_minimum;
      *natural += child_natural;
    }
  }
}

static void
cs_message_row_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  CsMessageRow *self = CS_MESSAGE_ROW (widget);
  GtkWidget *child;
  int y = 0;

  for (child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    int child_width, child_height;

    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
    if (!gtk_widget_should_layout (child))
      continue;

    child_width = get_child_width (self, child, width);
    child_height = get_child_height (child, child_width);
    gtk_widget_size_allocate (child,
                              &(GtkAllocation) { find_x (self, width - child_width), y, child_width, child_height },
                              -1);
    y += child_height;
  }
}

static GtkSizeRequestMode
cs_message_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cs_message_row_dispose (GObject *object)
{
  CsMessageRow *self = CS_MESSAGE_ROW (object);
  GtkWidget *child;

  cs_message_row_clear (self);
  self->unread = self->failure = self->sender = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (cs_message_row_parent_class)->dispose (object);
}

static void
cs_message_row_class_init (CsMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_message_row_dispose;
  widget_class->measure = cs_message_row_measure;
  widget_class->size_allocate = cs_message_row_size_allocate;
  widget_class->get_request_mode = cs_message_row_get_request_mode;

  g_type_ensure (CS_TYPE_MESSAGE_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, day);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, bubble);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, text);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, time);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, state);

  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, unfolded_cb);

  cs_message_actions_install (widget_class);

  gtk_widget_class_set_css_name (widget_class, "message");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
cs_message_row_init (CsMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_message_row_new:
 *
 * Makes a row that shows no message yet.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cs_message_row_new (void)
{
  return g_object_new (CS_TYPE_MESSAGE_ROW, NULL);
}

static void
set_class (CsMessageRow *self,
           const char   *name,
           gboolean      set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* In a room, over the first of what somebody wrote. */
static void
update_sender (CsMessageRow *self,
               gboolean      first)
{
  g_autoptr (CsAddress) sender = first ? cs_conversation_find_sender (self->conversation, self->message) : NULL;

  if (sender && !self->sender) {
    self->sender = cs_sender_line_new ();
    gtk_box_prepend (GTK_BOX (self->bubble), self->sender);
  }
  if (self->sender)
    gtk_widget_set_visible (self->sender, sender != NULL);
  if (sender)
    cs_sender_line_show (CS_SENDER_LINE (self->sender), self->conversation, sender);
}

/**
 * cs_message_row_show:
 * @self: the row
 * @conversation: the conversation of the message
 * @message: what to show
 *
 * Shows a message and follows its state.
 */
void
cs_message_row_show (CsMessageRow   *self,
                     CsConversation *conversation,
                     CsMessage      *message)
{
  g_autofree char *clock = NULL;

  g_return_if_fail (CS_IS_MESSAGE_ROW (self));

  cs_message_row_clear (self);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  self->changed_id = g_signal_connect_swapped (message, "notify", G_CALLBACK (message_changed_cb), self);

  if (cs_conversation_is_room (conversation))
    g_signal_connect_object (conversation, "member-renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);

  show_text (self);
  clock = cs_format_clock (cs_message_get_time (message));
  gtk_label_set_text (self->time, clock);

  set_class (self, "outgoing", cs_message_is_outgoing (message));
  set_class (self, "notice", cs_message_is_notice (message));
  gtk_widget_set_visible (GTK_WIDGET (self->time), !cs_message_is_notice (message));
  update_state (self);
}

/**
 * cs_message_row_place:
 * @self: the row
 * @previous: (nullable): the message above it
 * @read_up_to: the id of the last message that had been read when the conversation was opened, or -1 for no line
 *
 * Shows the lines that belong above the message, given the one before it.
 */
void
cs_message_row_place (CsMessageRow *self,
                      CsMessage    *previous,
                      gint64        read_up_to)
{
  gint64 time;
  gboolean new_day;
  gboolean first_unread;

  g_return_if_fail (CS_IS_MESSAGE_ROW (self));
  g_return_if_fail (self->message);

  time = cs_message_get_time (self->message);
  new_day = !previous || !cs_format_same_day (cs_message_get_time (previous), time);
  if (new_day) {
    g_autofree char *words = cs_format_day (time, g_get_real_time ());

    gtk_label_set_text (self->day, words);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->day), new_day);
  update_sender (self, new_day || g_strcmp0 (cs_message_get_sender (previous), cs_message_get_sender (self->message)) != 0);

  first_unread = read_up_to >= 0 &&
                 cs_message_get_id (self->message) > read_up_to &&
                 (!previous || cs_message_get_id (previous) <= read_up_to);
  if (first_unread && !self->unread) {
    self->unread = cs_unread_line_new ();
    gtk_widget_insert_before (self->unread, GTK_WIDGET (self), self->bubble);
  }
  if (self->unread)
    gtk_widget_set_visible (self->unread, first_unread);
}

/**
 * cs_message_row_mark:
 * @self: the row
 * @marked: whether this is the message that somebody looked for
 *
 * Marks the message, or takes the mark away.
 */
void
cs_message_row_mark (CsMessageRow *self,
                     gboolean      marked)
{
  g_return_if_fail (CS_IS_MESSAGE_ROW (self));

  set_class (self, "found", marked);
}

/**
 * cs_message_row_clear:
 * @self: the row
 *
 * Lets go of the message.
 */
void
cs_message_row_clear (CsMessageRow *self)
{
  GtkWidget *last;

  g_return_if_fail (CS_IS_MESSAGE_ROW (self));

  last = gtk_widget_get_last_child (GTK_WIDGET (self));
  if (GTK_IS_POPOVER (last))
    gtk_popover_popdown (GTK_POPOVER (last));
  if (self->message)
    g_clear_signal_handler (&self->changed_id, self->message);
  if (self->conversation)
    g_signal_handlers_disconnect_by_func (self->conversation, renamed_cb, self);
  g_clear_object (&self->message);
  g_clear_object (&self->conversation);
}

/**
 * cs_message_row_get_conversation:
 * @self: the row
 *
 * Gets the conversation of the message.
 *
 * Returns: (transfer none) (nullable): the conversation
 */
CsConversation *
cs_message_row_get_conversation (CsMessageRow *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE_ROW (self), NULL);

  return self->conversation;
}

/**
 * cs_message_row_get_message:
 * @self: the row
 *
 * Gets what the row shows.
 *
 * Returns: (transfer none) (nullable): the message
 */
CsMessage *
cs_message_row_get_message (CsMessageRow *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE_ROW (self), NULL);

  return self->message;
}

/**
 * cs_message_row_get_text:
 * @self: the row
 *
 * Gets where the text stands.
 *
 * Returns: (transfer none): the widget
 */
CsMessageText *
cs_message_row_get_text (CsMessageRow *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE_ROW (self), NULL);

  return self->text;
}
