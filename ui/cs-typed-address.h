/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"

G_BEGIN_DECLS

CsAddress  *cs_typed_address_parse     (const char  *text,
                                        CsAddress   *own,
                                        GError     **error);
const char *cs_typed_address_find_note (const char  *text);

G_END_DECLS
