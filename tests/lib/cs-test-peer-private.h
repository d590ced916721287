/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

#include "cs-test-peer.h"

G_BEGIN_DECLS

/* What a test tells the peer's thread. */
typedef enum {
  ORDER_SEND,
  ORDER_GOODBYE,
  ORDER_HANG_UP,
  ORDER_REKEY,
  ORDER_DEAF,
} OrderKind;

typedef struct {
  OrderKind  kind;
  guint      number;
  GBytes    *bytes;
} Order;

struct _CsTestPeer {
  CsTestPeerMode      mode;
  char               *priority;
  gsize               hang_up_after;
  GBytes             *staple;
  gboolean            wants_certificate;
  char               *client_authority;
  gboolean            takes_none;
  int                 client_alert;
  gnutls_pcert_st    *certificates;
  guint               n_certificates;
  gnutls_privkey_t    key;

  GThread            *thread;
  GAsyncQueue        *orders;
  int                 listener;
  int                 wake;
  guint16             port;
  gboolean            deaf;
  gsize               pushed;

  GMutex              mutex;
  GCond               closed;
  /* Guarded by the mutex: */
  char               *answer;
  gboolean            stopping;
  int                 connection;
  guint               n_connections;
  GByteArray         *received;
  GByteArray         *raw;
  char               *server_name;
  int                 alert;
  GBytes             *client;
};

void     cs_test_peer_order_free  (Order      *order);
gboolean cs_test_peer_is_stopping (CsTestPeer *self);
ssize_t  cs_test_peer_pull        (CsTestPeer *self,
                                   void       *buffer,
                                   gsize       size);
void     cs_test_peer_serve_tls   (CsTestPeer *self);

G_END_DECLS
