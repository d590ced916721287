/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sofia-sip/su_types.h>
#include <sofia-sip/msg_addr.h>
#include <sofia-sip/sofia_features.h>
#include <sofia-sip/tport.h>

G_BEGIN_DECLS

/* What libsofia-sip-ua exports of its transports without declaring it in an installed header.
 *
 * A transport type is a table of functions. We need its layout to make "tls" connections our own: without that, Sofia would
 * make them with OpenSSL and verify nothing. The layout is the same in every release from 1.12.11 to 1.13.17, and
 * cs_sip_layout_check() proves it against the running library before anything uses it. Sofia's private structures behind the two
 * pointer types are never looked into. */
typedef struct tport_primary CsTportPrimary;

typedef struct {
  const char *name;
  int         kind;
  size_t      primary_size;
  int       (*init_primary)         (CsTportPrimary *, tp_name_t *, su_addrinfo_t *, const tagi_t *, const char **);
  void      (*deinit_primary)       (CsTportPrimary *);
  int       (*wakeup_primary)       (CsTportPrimary *, int);
  tport_t  *(*connect)              (CsTportPrimary *, su_addrinfo_t *, const tp_name_t *);
  size_t      secondary_size;
  int       (*init_secondary)       (tport_t *, int, int, const char **);
  void      (*deinit_secondary)     (tport_t *);
  void      (*shutdown)             (tport_t *, int);
  int       (*set_events)           (const tport_t *);
  int       (*wakeup)               (tport_t *, int);
  int       (*recv)                 (tport_t *);
  ssize_t   (*send)                 (const tport_t *, msg_t *, msg_iovec_t *, size_t);
  void      (*deliver)              (tport_t *, msg_t *, su_time_t);
  int       (*prepare)              (tport_t *, msg_t *, const tp_name_t *, struct sigcomp_compartment *, unsigned);
  int       (*keepalive)            (tport_t *, const su_addrinfo_t *, const tagi_t *);
  int       (*stun_response)        (const tport_t *, void *, size_t, void *, socklen_t);
  int       (*next_secondary_timer) (tport_t *, su_time_t *, const char **);
  void      (*secondary_timer)      (tport_t *, su_time_t);
} CsTportTable;

extern const CsTportTable tport_tcp_client_vtable;

int      tport_register_type       (const CsTportTable *table);
tport_t *tport_base_connect        (CsTportPrimary     *primary,
                                    su_addrinfo_t      *connect_to,
                                    su_addrinfo_t      *named_after,
                                    const tp_name_t    *name);
int      tport_set_secondary_timer (tport_t            *self);
int      tport_tcp_init_secondary  (tport_t            *self,
                                    int                 socket,
                                    int                 accepted,
                                    const char        **reason);

/* Named only so that the table's entries can be compared with them. */
int      tport_tcp_init_client     (CsTportPrimary     *primary,
                                    tp_name_t          *name,
                                    su_addrinfo_t      *info,
                                    const tagi_t       *tags,
                                    const char        **culprit);
int      tport_recv_stream         (tport_t            *self);
ssize_t  tport_send_stream         (const tport_t      *self,
                                    msg_t              *msg,
                                    msg_iovec_t        *iov,
                                    size_t              n_iov);
int      tport_tcp_next_timer      (tport_t            *self,
                                    su_time_t          *target,
                                    const char        **why);
void     tport_tcp_timer           (tport_t            *self,
                                    su_time_t           now);

G_END_DECLS
