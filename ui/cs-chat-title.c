/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-chat-title.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-session.h"

#include "cs-contact-look.h"
#include "cs-presence-dot.h"

/* Characters that are shown as a whole, however wide they are: where there is no room for that, there is no room for the title. */
#define WHOLE_NAME    30
#define WHOLE_ADDRESS 40

/* Of a room's, which nobody types, so that who is in it has a place, too. */
#define WHOLE_ROOM    20

struct _CsChatTitle
{
  AdwBin parent_instance;

  CsConversation *conversation;
  CsRoom *room;   /* NULL: it is with a person */
  gboolean several_accounts;
  gboolean wraps;

  /* Template children */
  CsPresenceDot *presence;
  GtkLabel *name;
  GtkLabel *address;
  GtkLabel *words;
};

enum {
  PROP_0,
  PROP_WRAPS,
  LAST_PROP,
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsChatTitle, cs_chat_title, ADW_TYPE_BIN)

/* A line that takes the room that it needs, unless it is very long. */
static void
show_line (GtkLabel           *label,
           const char         *text,
           int                 whole,
           PangoEllipsizeMode  cut)
{
  gboolean fits = g_utf8_strlen (text, -1) <= whole;

  gtk_label_set_ellipsize (label, fits ? PANGO_ELLIPSIZE_NONE : cut);
  gtk_label_set_width_chars (label, fits ? -1 : whole);
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), fits ? NULL : text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
append_words (GString    *line,
              const char *words)
{
  if (words && *words)
    g_string_append_printf (line, " · %s", words);
}

static void
append_account (CsChatTitle *self,
                GString     *line)
{
  g_autofree char *words = self->several_accounts ? cs_contact_look_account (self->conversation) : NULL;

  append_words (line, words);
}

static void
append_members (CsChatTitle *self,
                GString     *line)
{
  CsRoom *room = cs_conversation_get_room (self->conversation);
  guint members = room ? g_list_model_get_n_items (G_LIST_MODEL (room)) : 0;
  g_autofree char *words = NULL;

  if (room && cs_conversation_get_room_standing (self->conversation) == CS_ROOM_STANDING_GONE) {
    append_words (line, _("You are not in this room"));
  } else if (members > 0) {
    words = g_strdup_printf (ngettext ("%u member", "%u members", members), members);
    append_words (line, words);
  }
}

/* The rest has less room than the address, which is no peer's to choose. */
static void
update (CsChatTitle *self)
{
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean has_address, joined;

  if (!self->conversation) {
    gtk_label_set_text (self->name, "");
    gtk_label_set_text (self->address, "");
    gtk_label_set_text (self->words, "");
    return;
  }

  name = cs_text_make_visible (cs_conversation_get_name (self->conversation));
  if (g_str_equal (name, cs_address_get_display (cs_conversation_get_peer (self->conversation))))
    address = cs_contact_look_beside (self->conversation);
  else
    address = cs_contact_look_words (self->conversation);
  has_address = address && *address;
  append_members (self, words);
  append_words (words, cs_presence_dot_get_words (self->presence));
  append_account (self, words);

  if (self->wraps) {
    gtk_label_set_text (self->name, name);
    gtk_label_set_text (self->address, has_address ? address : "");
    gtk_widget_set_visible (GTK_WIDGET (self->address), has_address);
  } else {
    show_line (self->name, name, has_address ? WHOLE_NAME : WHOLE_ADDRESS, PANGO_ELLIPSIZE_END);
    show_line (self->address, has_address ? address : "", self->room ? WHOLE_ROOM : WHOLE_ADDRESS, PANGO_ELLIPSIZE_MIDDLE);
  }
  joined = has_address && !self->wraps;
  gtk_label_set_text (self->words, words->str + (joined ? 0 : MIN (strlen (" · "), words->len)));
  gtk_widget_set_visible (GTK_WIDGET (self->words), words->len > 0);
}

static void
set_wraps (CsChatTitle *self,
           gboolean     wraps)
{
  if (self->wraps == wraps)
    return;

  self->wraps = wraps;
  gtk_label_set_wrap (self->address, wraps);
  gtk_label_set_lines (self->address, wraps ? 3 : -1);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_parent (GTK_WIDGET (self->address))),
                                  wraps ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WRAPS]);
}

static void
cs_chat_title_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_WRAPS:
    g_value_set_boolean (value, CS_CHAT_TITLE (object)->wraps);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_chat_title_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_WRAPS:
    set_wraps (CS_CHAT_TITLE (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
members_cb (CsChatTitle *self)
{
  update (self);
}

static void
follow_members (CsChatTitle *self,
                CsRoom      *room)
{
  if (self->room == room)
    return;

  if (self->room)
    g_signal_handlers_disconnect_by_func (self->room, members_cb, self);
  g_set_object (&self->room, room);
  if (room)
    g_signal_connect_object (room, "items-changed", G_CALLBACK (members_cb), self, G_CONNECT_SWAPPED);
}

/* Who is in a room is asked when somebody looks at it, and again when they have come into it. */
static void
follow_room (CsChatTitle *self)
{
  CsSession *session = self->conversation ? cs_conversation_get_session (self->conversation) : NULL;
  CsRoom *room = self->conversation ? cs_conversation_get_room (self->conversation) : NULL;

  follow_members (self, room);
  if (room && session)
    cs_rooms_refresh (cs_session_get_rooms (session), self->conversation);
}

static void
room_cb (CsChatTitle *self)
{
  follow_room (self);
  update (self);
}

static void
cs_chat_title_dispose (GObject *object)
{
  CsChatTitle *self = CS_CHAT_TITLE (object);

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
  g_clear_object (&self->room);

  G_OBJECT_CLASS (cs_chat_title_parent_class)->dispose (object);
}

static void
cs_chat_title_class_init (CsChatTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_PRESENCE_DOT);

  G_OBJECT_CLASS (klass)->dispose = cs_chat_title_dispose;
  G_OBJECT_CLASS (klass)->get_property = cs_chat_title_get_property;
  G_OBJECT_CLASS (klass)->set_property = cs_chat_title_set_property;

  /**
   * CsChatTitle:wraps:
   *
   * Whether it has a place of its own, and takes as many lines as it needs there. Else it takes one for each thing, and asks for
   * the room that the name and the address need.
   */
  props[PROP_WRAPS] =
    g_param_spec_boolean ("wraps", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), LAST_PROP, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-chat-title.ui");
  gtk_widget_class_bind_template_child (widget_class, CsChatTitle, presence);
  gtk_widget_class_bind_template_child (widget_class, CsChatTitle, name);
  gtk_widget_class_bind_template_child (widget_class, CsChatTitle, address);
  gtk_widget_class_bind_template_child (widget_class, CsChatTitle, words);
}

static void
cs_chat_title_init (CsChatTitle *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->presence, "notify::words", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * cs_chat_title_set_conversation:
 * @self: the title
 * @conversation: (nullable): the conversation that is open
 *
 * Says who a conversation is with.
 */
void
cs_chat_title_set_conversation (CsChatTitle    *self,
                                CsConversation *conversation)
{
  g_return_if_fail (CS_IS_CHAT_TITLE (self));

  if (self->conversation == conversation)
    return;

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  cs_presence_dot_set_contact (self->presence, conversation ? cs_conversation_get_contact (conversation) : NULL);
  if (conversation) {
    g_signal_connect_swapped (conversation, "notify::name", G_CALLBACK (update), self);
    g_signal_connect_swapped (conversation, "notify::request", G_CALLBACK (update), self);
    g_signal_connect_swapped (conversation, "notify::room", G_CALLBACK (room_cb), self);
  }
  follow_room (self);
  update (self);
}

/**
 * cs_chat_title_set_several_accounts:
 * @self: the title
 * @several_accounts: whether there are several accounts
 *
 * Says under the name through which account the conversation is, where that isn't plain.
 */
void
cs_chat_title_set_several_accounts (CsChatTitle *self,
                                    gboolean     several_accounts)
{
  g_return_if_fail (CS_IS_CHAT_TITLE (self));

  if (self->several_accounts == several_accounts)
    return;

  self->several_accounts = several_accounts;
  update (self);
}
