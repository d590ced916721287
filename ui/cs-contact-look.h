/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* How somebody looks wherever they are shown. */
void          cs_contact_look_colour     (AdwAvatar      *avatar,
                                          guint           chosen);
void          cs_contact_look_show       (AdwAvatar      *avatar,
                                          CsContact      *contact,
                                          const char     *name);
AdwActionRow *cs_contact_look_new_row    (CsContact      *contact,
                                          const char     *name,
                                          const char     *subtitle);
void          cs_contact_look_add_button (AdwActionRow   *row,
                                          const char     *icon_name,
                                          const char     *words,
                                          const char     *action,
                                          CsAddress      *address);
gboolean      cs_contact_look_has        (const char     *name,
                                          CsAddress      *address,
                                          const char     *words);
char         *cs_contact_look_address    (CsAddress      *address,
                                          CsAddress      *own);
char         *cs_contact_look_words      (CsConversation *conversation);
char         *cs_contact_look_beside     (CsConversation *conversation);
char         *cs_contact_look_account    (CsConversation *conversation);
char         *cs_contact_look_warning    (CsConversation *conversation);

G_END_DECLS
