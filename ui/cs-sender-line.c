/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sender-line.h"

#include "base/cs-text.h"

#include "cs-contact-look.h"

#define PICTURE_SIZE 20

struct _CsSenderLine
{
  GtkBox parent_instance;

  CsAddress *sender;    /* NULL: nobody is shown yet */
  CsContact *contact;   /* NULL: nothing was noted of them */

  AdwAvatar *picture;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (CsSenderLine, cs_sender_line, GTK_TYPE_BOX)

static void
update (CsSenderLine *self)
{
  const char *noted = self->contact ? cs_contact_get_name (self->contact) : NULL;
  g_autofree char *name = cs_text_make_visible (noted ? noted : cs_address_get_display (self->sender));

  cs_contact_look_show (self->picture, self->contact, name);
  gtk_label_set_text (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), noted ? cs_address_get_display (self->sender) : NULL);
}

static void
set_contact (CsSenderLine *self,
             CsContact    *contact)
{
  if (self->contact == contact)
    return;

  if (self->contact)
    g_signal_handlers_disconnect_by_func (self->contact, update, self);
  g_set_object (&self->contact, contact);
  if (contact)
    g_signal_connect_object (contact, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
cs_sender_line_dispose (GObject *object)
{
  CsSenderLine *self = CS_SENDER_LINE (object);

  set_contact (self, NULL);
  g_clear_pointer (&self->sender, cs_address_unref);

  G_OBJECT_CLASS (cs_sender_line_parent_class)->dispose (object);
}

static void
cs_sender_line_class_init (CsSenderLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_sender_line_dispose;
}

static void
cs_sender_line_init (CsSenderLine *self)
{
  self->picture = ADW_AVATAR (adw_avatar_new (PICTURE_SIZE, NULL, TRUE));
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->name, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "caption-heading");

  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->picture));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->name));
  gtk_widget_add_css_class (GTK_WIDGET (self), "sender");
}

/**
 * cs_sender_line_new:
 *
 * Makes a line that shows nobody yet.
 *
 * Returns: (transfer floating): the line
 */
GtkWidget *
cs_sender_line_new (void)
{
  return g_object_new (CS_TYPE_SENDER_LINE, NULL);
}

/**
 * cs_sender_line_show:
 * @self: the line
 * @conversation: the conversation in a room
 * @sender: who of it wrote
 *
 * Says who wrote: under the name and in the colour that the person gave them, else by their address.
 */
void
cs_sender_line_show (CsSenderLine   *self,
                     CsConversation *conversation,
                     CsAddress      *sender)
{
  g_return_if_fail (CS_IS_SENDER_LINE (self));

  g_clear_pointer (&self->sender, cs_address_unref);
  self->sender = cs_address_ref (sender);
  set_contact (self, cs_conversation_find_member (conversation, sender));
  update (self);
}
