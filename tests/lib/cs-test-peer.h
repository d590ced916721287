/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a peer behaves from the moment a connection comes in. */
typedef enum {
  CS_TEST_PEER_TLS,       /* shakes hands, reads all, answers as told */
  CS_TEST_PEER_PLAINTEXT, /* speaks SIP at once, and without TLS */
  CS_TEST_PEER_SILENT,    /* reads and says nothing */
  CS_TEST_PEER_DRIP,      /* sends its handshake one byte at a time */
  CS_TEST_PEER_HALF,      /* hangs up in the middle of its handshake */
} CsTestPeerMode;

/* What is left out is that of an honest TLS server. Everything is copied. */
typedef struct {
  CsTestPeerMode  mode;
  GBytes        **chain;             /* any bytes, in the order of the wire, NULL at the end */
  const char     *key_pem;           /* the key of the first certificate */
  const char     *priority;          /* NULL: what GnuTLS holds for normal */
  const char     *answer;            /* sent after each piece that is read */
  gsize           hang_up_after;     /* hangs up after this many bytes were read, without a goodbye; 0: never */
  GBytes         *staple;            /* an OCSP response that is sent along */
  gboolean        wants_certificate; /* ends connections whose client has no certificate */
  gboolean        takes_none;        /* doesn't end them, though it asks */
  const char     *client_authority;  /* the one whose certificates it says that it takes; NULL: any */
  int             client_alert;      /* ends connections whose client has a certificate by this alert; 0: doesn't */
} CsTestPeerScript;

/* A TLS server on a free port of 127.0.0.1, in a thread of its own. It serves one connection after the other, and keeps every
 * byte of application data that it could read: what is not in there never arrived. */
typedef struct _CsTestPeer CsTestPeer;

CsTestPeer *cs_test_peer_new                (const CsTestPeerScript *script);
void        cs_test_peer_free               (CsTestPeer             *self);
guint16     cs_test_peer_get_port           (CsTestPeer             *self);
void        cs_test_peer_send               (CsTestPeer             *self,
                                             const char             *text,
                                             gssize                  size);
void        cs_test_peer_say_goodbye        (CsTestPeer             *self);
void        cs_test_peer_hang_up            (CsTestPeer             *self);
void        cs_test_peer_rekey              (CsTestPeer             *self,
                                             guint                   times);
void        cs_test_peer_set_answer         (CsTestPeer             *self,
                                             const char             *answer);
void        cs_test_peer_set_deaf           (CsTestPeer             *self,
                                             gboolean                deaf);
void        cs_test_peer_read_to_end        (CsTestPeer             *self);
void        cs_test_peer_stop               (CsTestPeer             *self);
gsize       cs_test_peer_count_received     (CsTestPeer             *self);
char       *cs_test_peer_dup_received       (CsTestPeer             *self,
                                             gsize                  *size);
char       *cs_test_peer_dup_raw            (CsTestPeer             *self,
                                             gsize                  *size);
char       *cs_test_peer_dup_server_name    (CsTestPeer             *self);
guint       cs_test_peer_count_connections  (CsTestPeer             *self);
int         cs_test_peer_get_alert          (CsTestPeer             *self);
GBytes     *cs_test_peer_dup_client         (CsTestPeer             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTestPeer, cs_test_peer_free)

G_END_DECLS
