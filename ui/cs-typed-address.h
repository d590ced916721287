/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"

G_BEGIN_DECLS

CsAddress *cs_typed_address_parse (const char  *text,
                                   CsAddress   *own,
                                   GError     **error);

G_END_DECLS
