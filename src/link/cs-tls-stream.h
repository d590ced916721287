/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-tls-session.h"

G_BEGIN_DECLS

/* The bytes of a connection whose server was accepted.
 *
 * Signals: "received" (GBytes), "drained" (), "failed" (GError): the last one, once. */
#define CS_TYPE_TLS_STREAM (cs_tls_stream_get_type ())
G_DECLARE_FINAL_TYPE (CsTlsStream, cs_tls_stream, CS, TLS_STREAM, GObject)

CsTlsStream *cs_tls_stream_new        (CsTlsSession *session);
void         cs_tls_stream_send       (CsTlsStream  *self,
                                       GBytes       *bytes);
gsize        cs_tls_stream_get_unsent (CsTlsStream  *self);
void         cs_tls_stream_set_paused (CsTlsStream  *self,
                                       gboolean      paused);
void         cs_tls_stream_close      (CsTlsStream  *self);

G_END_DECLS
