/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-client-identity.h"

G_BEGIN_DECLS

/* Where somebody's certificate and its key are: in files, or on a token. Never what unlocks them. An immutable value. */
#define CS_TYPE_CLIENT_SOURCE (cs_client_source_get_type ())

typedef struct _CsClientSource CsClientSource;

GType             cs_client_source_get_type     (void);
CsClientSource   *cs_client_source_new_file     (const char           *certificate,
                                                 const char           *key);
CsClientSource   *cs_client_source_new_token    (const char           *uri,
                                                 GError              **error);
CsClientSource   *cs_client_source_parse        (const char           *uri,
                                                 const char           *key_uri,
                                                 GError              **error);
CsClientSource   *cs_client_source_ref          (CsClientSource       *self);
void              cs_client_source_unref        (CsClientSource       *self);
gboolean          cs_client_source_equal        (CsClientSource       *self,
                                                 CsClientSource       *other);
gboolean          cs_client_source_is_token     (CsClientSource       *self);
const char       *cs_client_source_get_location (CsClientSource       *self);
char             *cs_client_source_get_title    (CsClientSource       *self);
char             *cs_client_source_get_uri      (CsClientSource       *self);
char             *cs_client_source_get_key_uri  (CsClientSource       *self);
CsClientIdentity *cs_client_source_load         (CsClientSource       *self,
                                                 CsSecret             *secret,
                                                 GError              **error);
void              cs_client_source_load_async   (CsClientSource       *self,
                                                 CsSecret             *secret,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CsClientIdentity *cs_client_source_load_finish  (GAsyncResult         *result,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsClientSource, cs_client_source_unref)

G_END_DECLS
