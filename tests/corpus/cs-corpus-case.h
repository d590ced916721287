/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "trust/cs-verifier.h"

G_BEGIN_DECLS

/* One case of a corpus in the schema of x509-limbo. */
typedef struct {
  char                *id;
  gboolean             good;
  GPtrArray           *anchors;
  GPtrArray           *chain;
  GPtrArray           *crls;
  CsReferenceIdentity *identity;
  gint64               time;
  gboolean             unreadable;
} CsCorpusCase;

CsCorpusCase *cs_corpus_case_read  (JsonObject    *object,
                                    GError       **error);
void          cs_corpus_case_free  (CsCorpusCase  *self);
CsVerdict    *cs_corpus_case_judge (CsCorpusCase  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCorpusCase, cs_corpus_case_free)

G_END_DECLS
