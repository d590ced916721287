/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-composer.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

/* Milliseconds without a key until a draft is kept. */
#define DRAFT_DELAY 600

struct _CsComposer
{
  GtkWidget parent_instance;

  CsConversation *conversation;
  guint draft_id;
  gboolean loading;

  /* Template children */
  GtkLabel *problem;
  GtkTextView *view;
  GtkWidget *placeholder;
};

enum {
  SIGNAL_SENT,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsComposer, cs_composer, GTK_TYPE_WIDGET)

/* What a message that could not be handed over needs to come back to where it was written. */
typedef struct {
  CsComposer *composer;
  char *text;
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->composer);
  g_free (sending->text);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static char *
get_text (CsComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
is_blank (const char *text)
{
  for (; *text; text = g_utf8_next_char (text)) {
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  }

  return TRUE;
}

static void
set_problem (CsComposer *self,
             const char *words)
{
  gtk_label_set_text (self->problem, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
say_why (CsComposer   *self,
         const GError *error)
{
  if (g_error_matches (error, CS_ERROR, CS_ERROR_TOO_LARGE)) {
    g_autofree char *limit = g_format_size_full (CS_TEXT_MAX_MESSAGE, G_FORMAT_SIZE_IEC_UNITS);
    g_autofree char *words = NULL;

    /* Translators: %s is a size, like "256 KiB". */
    words = g_strdup_printf (_("This message is too long: at most %s fit into one. Shorten it or send it in parts."), limit);
    set_problem (self, words);
  } else {
    set_problem (self, error->message);
  }
}

static void
set_text (CsComposer *self,
          const char *text)
{
  self->loading = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text ? text : "", -1);
  self->loading = FALSE;
}

static gboolean
draft_cb (gpointer user_data)
{
  CsComposer *self = user_data;

  self->draft_id = 0;
  cs_composer_keep_draft (self);

  return G_SOURCE_REMOVE;
}

static void
buffer_changed_cb (CsComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gboolean empty = gtk_text_buffer_get_char_count (buffer) == 0;

  gtk_widget_set_visible (self->placeholder, empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", !empty && self->conversation);
  if (self->loading)
    return;

  if (self->conversation)
    cs_conversation_set_writing (self->conversation, !empty);
  set_problem (self, NULL);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->draft_id = g_timeout_add (DRAFT_DELAY, draft_cb, self);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  CsConversation *conversation = CS_CONVERSATION (source);
  g_autoptr (Sending) sending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessage) message = cs_conversation_send_finish (conversation, result, &error);
  CsComposer *self = sending->composer;

  if (message)
    return;

  /* Nothing that was written is lost: it comes back in front of what has been written since. */
  if (self->conversation == conversation) {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
    GtkTextIter start;

    gtk_text_buffer_get_start_iter (buffer, &start);
    if (gtk_text_buffer_get_char_count (buffer) > 0)
      gtk_text_buffer_insert (buffer, &start, "\n", -1);
    gtk_text_buffer_get_start_iter (buffer, &start);
    gtk_text_buffer_insert (buffer, &start, sending->text, -1);
    say_why (self, error);
  } else {
    const char *draft = cs_conversation_get_draft (conversation);
    g_autofree char *joined = draft && *draft ? g_strconcat (sending->text, "\n", draft, NULL) : g_strdup (sending->text);

    cs_conversation_set_draft (conversation, joined);
  }
}

static void
send_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsComposer *self = CS_COMPOSER (widget);
  g_autofree char *text = get_text (self);
  g_autoptr (GError) error = NULL;
  Sending *sending;

  if (!self->conversation || is_blank (text))
    return;

  if (!cs_text_check_message (text, strlen (text), &error)) {
    say_why (self, error);
    return;
  }

  sending = g_new0 (Sending, 1);
  sending->composer = g_object_ref (self);
  sending->text = g_steal_pointer (&text);
  cs_conversation_send_async (self->conversation, sending->text, NULL, sent_cb, sending);

  set_text (self, NULL);
  set_problem (self, NULL);
  cs_composer_keep_draft (self);
  g_signal_emit (self, signals[SIGNAL_SENT], 0);
}

static void
insert_emoji_activated (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  CsComposer *self = CS_COMPOSER (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit_by_name (self->view, "insert-emoji");
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                CsComposer            *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  /* While an input method composes, Enter is its own. */
  if (gtk_text_view_im_context_filter_keypress (self->view, event))
    return GDK_EVENT_STOP;

  if (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);

  return GDK_EVENT_STOP;
}

static void
cs_composer_dispose (GObject *object)
{
  CsComposer *self = CS_COMPOSER (object);
  GtkWidget *child;

  if (self->conversation)
    cs_composer_keep_draft (self);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_object (&self->conversation);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (cs_composer_parent_class)->dispose (object);
}

static void
cs_composer_class_init (CsComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_composer_dispose;

  /**
   * CsComposer::sent:
   *
   * A message was handed over.
   */
  signals[SIGNAL_SENT] =
    g_signal_new ("sent", CS_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, CsComposer, problem);
  gtk_widget_class_bind_template_child (widget_class, CsComposer, view);
  gtk_widget_class_bind_template_child (widget_class, CsComposer, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cs_composer_keep_draft);

  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_activated);
  gtk_widget_class_install_action (widget_class, "composer.insert-emoji", NULL, insert_emoji_activated);

  gtk_widget_class_set_css_name (widget_class, "composer");
}

static void
cs_composer_init (CsComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", FALSE);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cs_composer_set_conversation:
 * @self: the composer
 * @conversation: (nullable): where messages go
 *
 * Keeps the draft of the conversation so far and takes up that of another one.
 */
void
cs_composer_set_conversation (CsComposer     *self,
                              CsConversation *conversation)
{
  g_return_if_fail (CS_IS_COMPOSER (self));

  if (self->conversation == conversation)
    return;

  cs_composer_keep_draft (self);
  if (self->conversation)
    cs_conversation_set_writing (self->conversation, FALSE);
  g_set_object (&self->conversation, conversation);
  set_problem (self, NULL);
  set_text (self, conversation ? cs_conversation_get_draft (conversation) : NULL);
  buffer_changed_cb (self);
  g_clear_handle_id (&self->draft_id, g_source_remove);
}

/**
 * cs_composer_focus:
 * @self: the composer
 *
 * Gives the keyboard to where one writes.
 */
void
cs_composer_focus (CsComposer *self)
{
  g_return_if_fail (CS_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * cs_composer_write:
 * @self: the composer
 * @text: what to write
 *
 * Writes something before what is written already, ready to be gone on with.
 */
void
cs_composer_write (CsComposer *self,
                   const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter place;

  g_return_if_fail (CS_IS_COMPOSER (self));
  g_return_if_fail (text);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_start_iter (buffer, &place);
  gtk_text_buffer_insert (buffer, &place, text, -1);
  if (!gtk_text_iter_is_end (&place) && !g_str_has_suffix (text, "\n"))
    gtk_text_buffer_insert (buffer, &place, "\n", -1);
  gtk_text_buffer_end_user_action (buffer);

  gtk_text_buffer_get_end_iter (buffer, &place);
  gtk_text_buffer_place_cursor (buffer, &place);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
  cs_composer_focus (self);
}

/**
 * cs_composer_keep_draft:
 * @self: the composer
 *
 * Makes what is written the conversation's draft, now.
 */
void
cs_composer_keep_draft (CsComposer *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CS_IS_COMPOSER (self));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (!self->conversation)
    return;

  text = get_text (self);
  cs_conversation_set_draft (self->conversation, *text ? text : NULL);
}
