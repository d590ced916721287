/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-format.h"
#include "cs-link-question.h"
#include "cs-linked-text.h"
#include "cs-state-look.h"
#include "cs-text-window.h"

/* Longer text is cut in the bubble and shown whole in a window: laying out a quarter of a megabyte takes seconds. */
#define LONGEST_BUBBLE 4000

struct _CsMessageRow
{
  GtkWidget parent_instance;

  CsConversation *conversation;
  CsMessage *message;
  gulong changed_id;

  /* Template children */
  GtkLabel *day;
  GtkWidget *unread;
  GtkWidget *bubble;
  GtkLabel *text;
  GtkWidget *whole;
  GtkLabel *time;
  GtkImage *state;
  GtkWidget *failure;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (CsMessageRow, cs_message_row, GTK_TYPE_WIDGET)

static void
update_accessible_label (CsMessageRow      *self,
                         const CsStateLook *look)
{
  g_autofree char *label = NULL;
  const char *text = gtk_label_get_text (self->text);
  const char *clock = gtk_label_get_text (self->time);

  if (cs_message_is_outgoing (self->message)) {
    /* Translators: read aloud: the text of a message of one's own, its time, its state. */
    label = g_strdup_printf (_("You: %s, %s, %s"), text, clock, look ? _(look->words) : "");
  } else {
    g_autofree char *name = cs_text_make_visible (cs_conversation_get_name (self->conversation));

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

  if (look->state != CS_MESSAGE_DELIVERED || cs_conversation_takes_receipts (self->conversation))
    return g_strdup (_(look->words));

  name = cs_text_make_visible (cs_conversation_get_name (self->conversation));

  /* Translators: %s is somebody's name: their program does not tell when a message was read. */
  return g_strdup_printf (_("Delivered. Read receipts are not supported by %s"), name);
}

static void
update_state (CsMessageRow *self)
{
  CsMessageState state = cs_message_get_state (self->message);
  const CsStateLook *look = cs_message_is_outgoing (self->message) ? cs_state_look_find (state) : NULL;
  gboolean failed = look && state == CS_MESSAGE_FAILED;

  gtk_widget_set_visible (GTK_WIDGET (self->state), look != NULL);
  if (look) {
    g_autofree char *words = describe_state (self, look);

    gtk_image_set_from_icon_name (self->state, look->icon);
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), words);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->state), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  }

  if (failed) {
    const char *reason = cs_message_get_reason (self->message);
    g_autofree char *words = reason ? cs_words_for_send_failure (reason) : g_strdup (_("This message was not sent."));

    gtk_label_set_text (self->reason, words);
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
  }
  gtk_widget_set_visible (self->failure, failed);

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

static void
send_again_activated (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CsMessageRow *self = CS_MESSAGE_ROW (widget);

  if (self->message && cs_message_get_state (self->message) == CS_MESSAGE_FAILED)
    cs_conversation_send_again (self->conversation, self->message);
}

static gboolean
link_cb (CsMessageRow *self,
         const char   *target)
{
  g_autoptr (CsTextLink) link = cs_text_link_parse (target);

  if (link && self->conversation)
    cs_link_question_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), cs_conversation_get_session (self->conversation), link);

  return TRUE;
}

static void
show_whole_activated (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CsMessageRow *self = CS_MESSAGE_ROW (widget);

  if (self->message)
    cs_text_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), cs_message_get_text (self->message));
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
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean right = gtk_widget_has_css_class (widget, "outgoing") != rtl;
  GtkWidget *child;
  int y = 0;

  for (child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    int child_width, child_height;

    if (!gtk_widget_should_layout (child))
      continue;

    child_width = get_child_width (self, child, width);
    child_height = get_child_height (child, child_width);
    gtk_widget_size_allocate (child,
                              &(GtkAllocation) { right ? width - child_width : 0, y, child_width, child_height },
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

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, day);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, unread);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, bubble);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, text);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, whole);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, time);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, state);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, failure);
  gtk_widget_class_bind_template_child (widget_class, CsMessageRow, reason);

  gtk_widget_class_bind_template_callback (widget_class, link_cb);

  gtk_widget_class_install_action (widget_class, "message.send-again", NULL, send_again_activated);
  gtk_widget_class_install_action (widget_class, "message.show-whole", NULL, show_whole_activated);

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
  g_autofree char *text = NULL;
  g_autofree char *clock = NULL;
  gboolean outgoing;
  gboolean cut;

  g_return_if_fail (CS_IS_MESSAGE_ROW (self));

  cs_message_row_clear (self);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  self->changed_id = g_signal_connect_swapped (message, "notify", G_CALLBACK (message_changed_cb), self);

  cut = g_utf8_strlen (cs_message_get_text (message), -1) > LONGEST_BUBBLE;
  if (cut) {
    g_autofree char *start = g_utf8_substring (cs_message_get_text (message), 0, LONGEST_BUBBLE);
    g_autofree char *readable = cs_text_make_readable (start);

    text = g_strconcat (readable, "…", NULL);
  } else {
    text = cs_text_make_readable (cs_message_get_text (message));
  }
  /* A stranger's links lead nowhere. */
  if (cs_conversation_is_request (conversation))
    gtk_label_set_text (self->text, text);
  else
    cs_linked_text_show (self->text, text);
  gtk_widget_set_visible (self->whole, cut);

  clock = cs_format_clock (cs_message_get_time (message));
  gtk_label_set_text (self->time, clock);

  outgoing = cs_message_is_outgoing (message);
  if (outgoing)
    gtk_widget_add_css_class (GTK_WIDGET (self), "outgoing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "outgoing");

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

  first_unread = read_up_to >= 0 &&
                 cs_message_get_id (self->message) > read_up_to &&
                 (!previous || cs_message_get_id (previous) <= read_up_to);
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

  if (marked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "found");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "found");
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
  g_return_if_fail (CS_IS_MESSAGE_ROW (self));

  if (self->message)
    g_clear_signal_handler (&self->changed_id, self->message);
  g_clear_object (&self->message);
  g_clear_object (&self->conversation);
}
