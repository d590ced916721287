/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is served under a path. */
typedef struct {
  GBytes     *body;
  guint       status;    /* 0: 200 */
  const char *location;
  gboolean    silent;    /* says nothing, ever */
} CsTestPage;

/* An HTTP server on a free port of 127.0.0.1, on the default main context. */
typedef struct _CsTestWeb CsTestWeb;

typedef GBytes *(*CsTestWebFunc) (GBytes   *request,
                                  gpointer  user_data);

CsTestWeb *cs_test_web_new         (void);
void       cs_test_web_free        (CsTestWeb        *self);
char      *cs_test_web_address     (CsTestWeb        *self,
                                    const char       *path);
void       cs_test_web_put         (CsTestWeb        *self,
                                    const char       *path,
                                    const CsTestPage *page);
void       cs_test_web_answer      (CsTestWeb        *self,
                                    CsTestWebFunc     func,
                                    gpointer          user_data);
guint      cs_test_web_count       (CsTestWeb        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTestWeb, cs_test_web_free)

G_END_DECLS
