/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-secret.h"

#include "cs-account.h"

G_BEGIN_DECLS

/* What of an account is secret. */
typedef enum {
  CS_SECRET_PASSWORD,
  CS_SECRET_PASSPHRASE,  /* what unlocks its certificate: the passphrase of a file, the PIN of a token */
} CsSecretKind;

void      cs_secrets_look_up_async  (CsAccount            *account,
                                     CsSecretKind          kind,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
CsSecret *cs_secrets_look_up_finish (CsAccount            *account,
                                     GAsyncResult         *result,
                                     GError              **error);
void      cs_secrets_keep_async     (CsAccount            *account,
                                     CsSecretKind          kind,
                                     CsSecret             *secret,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean  cs_secrets_keep_finish    (CsAccount            *account,
                                     GAsyncResult         *result,
                                     GError              **error);
void      cs_secrets_forget_async   (CsAccount            *account,
                                     CsSecretKind          kind,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean  cs_secrets_forget_finish  (CsAccount            *account,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
