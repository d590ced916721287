/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-contact.h"

G_BEGIN_DECLS

/* Says what was done with somebody, and takes it back. */
AdwToast *cs_contact_toast_new (const char            *title,
                                CsContact             *contact,
                                const CsContactRecord *before);

G_END_DECLS
