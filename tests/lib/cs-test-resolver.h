/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The name service of a test: it knows what it was told, and that "*.test" names are the loopback address.
 *
 * cs_test_resolver_install() makes it the default one: one after the other, each is freed when the next is installed. */
#define CS_TYPE_TEST_RESOLVER (cs_test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (CsTestResolver, cs_test_resolver, CS, TEST_RESOLVER, GResolver)

CsTestResolver *cs_test_resolver_install         (void);
void            cs_test_resolver_add_srv         (CsTestResolver *self,
                                                  const char     *name,
                                                  guint16         priority,
                                                  guint16         weight,
                                                  guint16         port,
                                                  const char     *target);
void            cs_test_resolver_fail            (CsTestResolver *self,
                                                  GResolverError  code);
void            cs_test_resolver_hang            (CsTestResolver *self);
guint           cs_test_resolver_count_questions (CsTestResolver *self);

G_END_DECLS
