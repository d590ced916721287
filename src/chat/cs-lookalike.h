/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-host.h"

#include "cs-contacts.h"

G_BEGIN_DECLS

gboolean  cs_lookalike_is_mixed (CsHost     *host);
gboolean  cs_lookalike_is_like  (CsHost     *host,
                                 CsHost     *known);
CsHost   *cs_lookalike_find     (CsContacts *contacts,
                                 const char *account,
                                 CsHost     *own,
                                 CsHost     *host);

G_END_DECLS
