/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-row.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-format.h"
#include "base/cs-text.h"
#include "chat/cs-session.h"

#include "cs-contact-look.h"
#include "cs-conversation-menu.h"
#include "cs-presence-dot.h"
#include "cs-state-look.h"

/* More characters of a message than a row ever has room for. */
#define LONGEST_LINE 200

struct _CsConversationRow
{
  GtkListBoxRow parent_instance;

  CsConversation *conversation;
  CsMessage *last;

  /* Template children */
  AdwAvatar *avatar;
  CsPresenceDot *presence;
  GtkLabel *name;
  GtkWidget *warning;
  GtkLabel *address;
  GtkWidget *pinned;
  GtkWidget *muted;
  GtkLabel *time;
  GtkLabel *line;
  GtkImage *state;
  GtkLabel *unread;
  GtkLabel *account;
};

G_DEFINE_FINAL_TYPE (CsConversationRow, cs_conversation_row, GTK_TYPE_LIST_BOX_ROW)

/* The start of a foreign text on one line, with nothing in it that hides. */
static char *
make_line (const char *text)
{
  const char *end = text;
  g_autofree char *start = NULL;

  for (int i = 0; i < LONGEST_LINE && *end; i++)
    end = g_utf8_next_char (end);
  start = g_strndup (text, end - text);
  g_strdelimit (start, "\r\n\t", ' ');

  return cs_text_make_readable (g_strstrip (start));
}

static void
describe_marks (CsConversationRow *self,
                GString           *label)
{
  if (cs_conversation_is_pinned (self->conversation))
    g_string_append_printf (label, ", %s", _("pinned"));
  if (cs_conversation_is_muted (self->conversation))
    g_string_append_printf (label, ", %s", _("muted"));
  if (cs_conversation_is_marked_unread (self->conversation))
    g_string_append_printf (label, ", %s", _("marked as unread"));
}

static void
update_accessible_label (CsConversationRow *self)
{
  g_autoptr (GString) label = g_string_new (gtk_label_get_text (self->name));
  guint unread = cs_conversation_get_unread (self->conversation);

  if (gtk_widget_get_visible (GTK_WIDGET (self->address)))
    g_string_append_printf (label, ", %s", gtk_label_get_text (self->address));
  if (gtk_widget_get_visible (self->warning))
    g_string_append_printf (label, ", %s", gtk_widget_get_tooltip_text (self->warning));
  describe_marks (self, label);
  if (unread > 0) {
    g_string_append (label, ", ");
    g_string_append_printf (label, ngettext ("%u unread message", "%u unread messages", unread), unread);
  }
  g_string_append_printf (label, ", %s, %s", gtk_label_get_text (self->line), gtk_label_get_text (self->time));
  if (gtk_widget_get_visible (GTK_WIDGET (self->account)))
    g_string_append_printf (label, ", %s", gtk_label_get_text (self->account));
  if (gtk_widget_get_visible (GTK_WIDGET (self->state)))
    g_string_append_printf (label, ", %s", gtk_widget_get_tooltip_text (GTK_WIDGET (self->state)));
  if (gtk_widget_get_visible (GTK_WIDGET (self->presence)))
    g_string_append_printf (label, ", %s", cs_presence_dot_get_words (self->presence));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
}

static void
update_name (CsConversationRow *self)
{
  g_autofree char *name = cs_text_make_visible (cs_conversation_get_name (self->conversation));
  g_autofree char *beside = cs_contact_look_beside (self->conversation);
  g_autofree char *warning = cs_contact_look_warning (self->conversation);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->address, beside ? beside : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address), beside != NULL);
  gtk_widget_set_visible (self->warning, warning != NULL);
  gtk_widget_set_tooltip_text (self->warning, warning);
  cs_contact_look_show (self->avatar, cs_conversation_get_contact (self->conversation), name);
}

static gboolean
says (GtkLabel   *label,
      const char *text)
{
  return gtk_widget_get_visible (GTK_WIDGET (label)) &&
         g_strcmp0 (gtk_label_get_text (label), text) == 0 &&
         !pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

/* The whole address, unless the row says it already: a tooltip would be in the way, and comes back after each click. */
static gboolean
query_tooltip_cb (CsConversationRow *self,
                  int                x,
                  int                y,
                  gboolean           keyboard,
                  GtkTooltip        *tooltip)
{
  const char *address = cs_address_get_display (cs_conversation_get_peer (self->conversation));

  if (says (self->name, address) || says (self->address, address))
    return FALSE;

  gtk_tooltip_set_text (tooltip, address);

  return TRUE;
}

static void
name_changed_cb (CsConversationRow *self)
{
  update_name (self);
  update_accessible_label (self);
}

/* What became of the last message, if it is one's own. */
static void
update_state (CsConversationRow *self)
{
  const CsStateLook *look = NULL;

  if (self->last && cs_message_is_outgoing (self->last))
    look = cs_state_look_find (cs_message_get_state (self->last));

  gtk_widget_set_visible (GTK_WIDGET (self->state), look != NULL);
  if (!look)
    return;

  gtk_image_set_from_icon_name (self->state, look->icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), _(look->words));
  if (look->state == CS_MESSAGE_FAILED) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "dim-label");
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "dim-label");
  }
}

static void
update_line (CsConversationRow *self)
{
  const char *draft = cs_conversation_get_draft (self->conversation);
  g_autofree char *words = NULL;
  g_autofree char *time = NULL;

  if (self->last)
    time = cs_format_list_time (cs_message_get_time (self->last), g_get_real_time ());

  if (draft && *draft) {
    g_autofree char *start = make_line (draft);
    g_autofree char *line = cs_text_isolate (start);

    /* Translators: %s is the start of a message that is being written. */
    words = g_strdup_printf (_("Draft: %s"), line);
  } else if (self->last) {
    g_autofree char *text = cs_conversation_find_text (self->conversation, self->last);
    g_autofree char *sender = cs_conversation_find_sender_name (self->conversation, self->last);
    g_autofree char *line = make_line (text);

    if (sender) {
      g_autofree char *name = cs_text_make_visible (sender);
      g_autofree char *isolated = cs_text_isolate (line);

      /* Translators: in a list: who of a room wrote, and the start of what they wrote. */
      words = g_strdup_printf (_("%s: %s"), name, isolated);
    } else if (cs_message_is_outgoing (self->last)) {
      g_autofree char *isolated = cs_text_isolate (line);

      /* Translators: %s is the start of the last message, sent by the user. */
      words = g_strdup_printf (_("You: %s"), isolated);
    } else {
      words = g_steal_pointer (&line);
    }
  }

  if (cs_conversation_is_typing (self->conversation)) {
    g_free (words);
    words = g_strdup (_("Writing…"));
  }

  gtk_label_set_text (self->line, words ? words : "");
  gtk_label_set_text (self->time, time ? time : "");
  update_state (self);
  update_accessible_label (self);
}

static void
update_last (CsConversationRow *self)
{
  CsMessage *last = cs_conversation_get_last_message (self->conversation);

  if (self->last != last) {
    if (self->last)
      g_signal_handlers_disconnect_by_data (self->last, self);
    g_set_object (&self->last, last);
    if (last)
      g_signal_connect_swapped (last, "notify::state", G_CALLBACK (update_line), self);
  }
  update_line (self);
}

static void
update_unread (CsConversationRow *self)
{
  guint unread = cs_conversation_get_unread (self->conversation);
  gboolean marked = cs_conversation_is_marked_unread (self->conversation);
  g_autofree char *count = unread > 0 ? g_strdup_printf ("%u", unread) : g_strdup ("");

  gtk_label_set_text (self->unread, count);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), unread > 0 || marked);
  if (unread > 0 || marked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
  update_accessible_label (self);
}

static void
update_marks (CsConversationRow *self)
{
  gtk_widget_set_visible (self->pinned, cs_conversation_is_pinned (self->conversation));
  gtk_widget_set_visible (self->muted, cs_conversation_is_muted (self->conversation));
  if (cs_conversation_is_muted (self->conversation))
    gtk_widget_add_css_class (GTK_WIDGET (self->unread), "muted");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->unread), "muted");
  update_unread (self);
}

static void
cs_conversation_row_dispose (GObject *object)
{
  CsConversationRow *self = CS_CONVERSATION_ROW (object);

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  if (self->last)
    g_signal_handlers_disconnect_by_data (self->last, self);
  g_clear_object (&self->last);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (cs_conversation_row_parent_class)->dispose (object);
}

static void
cs_conversation_row_class_init (CsConversationRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_PRESENCE_DOT);

  object_class->dispose = cs_conversation_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-conversation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, presence);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, name);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, warning);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, address);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, pinned);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, muted);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, time);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, line);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, state);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, unread);
  gtk_widget_class_bind_template_child (widget_class, CsConversationRow, account);
}

static void
cs_conversation_row_init (CsConversationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->presence, "notify::words", G_CALLBACK (update_accessible_label), self, G_CONNECT_SWAPPED);
}

/**
 * cs_conversation_row_new:
 * @conversation: what to show
 *
 * Makes a row that follows a conversation.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cs_conversation_row_new (CsConversation *conversation)
{
  CsConversationRow *self = g_object_new (CS_TYPE_CONVERSATION_ROW, NULL);

  self->conversation = g_object_ref (conversation);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (conversation, "notify::name", G_CALLBACK (name_changed_cb), self);
  g_signal_connect_swapped (conversation, "notify::request", G_CALLBACK (name_changed_cb), self);
  g_signal_connect_swapped (conversation, "notify::draft", G_CALLBACK (update_line), self);
  g_signal_connect_swapped (conversation, "notify::typing", G_CALLBACK (update_line), self);
  g_signal_connect_swapped (conversation, "member-renamed", G_CALLBACK (update_line), self);
  g_signal_connect_swapped (conversation, "notify::last-message", G_CALLBACK (update_last), self);
  g_signal_connect_swapped (conversation, "notify::unread", G_CALLBACK (update_unread), self);
  if (cs_conversation_get_contact (conversation))
    g_signal_connect_object (cs_conversation_get_contact (conversation), "notify::colour", G_CALLBACK (update_name), self,
                             G_CONNECT_SWAPPED);
  cs_presence_dot_set_contact (self->presence, cs_conversation_get_contact (conversation));
  g_signal_connect_swapped (conversation, "notify::pinned", G_CALLBACK (update_marks), self);
  g_signal_connect_swapped (conversation, "notify::muted", G_CALLBACK (update_marks), self);
  g_signal_connect_swapped (conversation, "notify::marked-unread", G_CALLBACK (update_marks), self);
  cs_conversation_menu_install (GTK_WIDGET (self), conversation);
  update_name (self);
  update_last (self);
  update_marks (self);

  return GTK_WIDGET (self);
}

/**
 * cs_conversation_row_get_conversation:
 * @self: the row
 *
 * Gets what the row shows.
 *
 * Returns: (transfer none): the conversation
 */
CsConversation *
cs_conversation_row_get_conversation (CsConversationRow *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION_ROW (self), NULL);

  return self->conversation;
}

/**
 * cs_conversation_row_set_account_shown:
 * @self: the row
 * @shown: whether there are several accounts
 *
 * Says through which account the conversation is.
 */
void
cs_conversation_row_set_account_shown (CsConversationRow *self,
                                       gboolean           shown)
{
  g_autofree char *words = NULL;

  g_return_if_fail (CS_IS_CONVERSATION_ROW (self));

  words = shown ? cs_contact_look_account (self->conversation) : NULL;
  gtk_label_set_text (self->account, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->account), words != NULL);
  update_accessible_label (self);
}

/**
 * cs_conversation_row_show_accounts:
 * @list: a list of rows of this kind
 * @shown: whether their conversations are of several accounts
 *
 * Says of each conversation through which account it is.
 */
void
cs_conversation_row_show_accounts (GtkListBox *list,
                                   gboolean    shown)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)); i++)
    cs_conversation_row_set_account_shown (CS_CONVERSATION_ROW (row), shown);
}

/**
 * cs_conversation_row_update_times:
 * @list: a list of such rows
 *
 * Words the times anew: what was today is yesterday.
 */
void
cs_conversation_row_update_times (GtkListBox *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)); i++)
    update_line (CS_CONVERSATION_ROW (row));
}

static gpointer
get_item (GtkListBoxRow *row)
{
  return CS_CONVERSATION_ROW (row)->conversation;
}

/**
 * cs_conversation_row_keep_focus:
 * @list: a list that will have such rows
 * @model: what it will show
 *
 * Keeps the keyboard at a conversation that moves in the list.
 *
 * Returns: (transfer full): what does so
 */
CsListFocus *
cs_conversation_row_keep_focus (GtkListBox *list,
                                GListModel *model)
{
  return cs_list_focus_new (list, model, get_item);
}

/**
 * cs_conversation_row_select:
 * @list: a list of such rows
 * @conversation: (nullable): a conversation
 *
 * Selects the row of a conversation, and none where it has none.
 */
void
cs_conversation_row_select (GtkListBox     *list,
                            CsConversation *conversation)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)); i++) {
    if (CS_CONVERSATION_ROW (row)->conversation == conversation) {
      gtk_list_box_select_row (list, row);
      return;
    }
  }

  gtk_list_box_unselect_all (list);
}
