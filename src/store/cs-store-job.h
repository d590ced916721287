/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-record.h"
#include "cs-store-db.h"

G_BEGIN_DECLS

/* What the store's thread has to do, with room for all that one call may carry, and what came of it. */
typedef struct _CsStoreJob CsStoreJob;

typedef gpointer (* CsStoreWork) (CsStoreDb   *db,
                                  CsStoreJob  *job,
                                  GError     **error);

typedef enum {
  CS_STORE_JOB_OPEN,
  CS_STORE_JOB_CLOSE,
  CS_STORE_JOB_READ,
  CS_STORE_JOB_CHANGE,
  CS_STORE_JOB_REMOVE,
} CsStoreJobKind;

struct _CsStoreJob
{
  CsStoreJobKind   kind;
  CsStoreWork      work;

  gint64           conversation;
  gint64           message;
  gint64           time;
  guint            limit;
  CsMessageState   state;
  gboolean         owe_receipts;
  CsMarks          mask;
  CsMarks          marks;
  CsPeerFacts      about;
  char            *account;
  char            *text;
  CsMessageRecord *record;
  CsContactRecord *contact;
  gint64           before;
  gint64           after;
  gboolean         unread_too;

  gpointer         result;
  GDestroyNotify   free_result;
  gboolean         already_there;
  gint64           next;
  GError          *error;
};

CsStoreJob *cs_store_job_new    (CsStoreJobKind   kind,
                                 CsStoreWork      work,
                                 GDestroyNotify   free_result);
void        cs_store_job_free   (CsStoreJob      *self);
void        cs_store_job_do     (CsStoreJob      *self,
                                 CsStoreDb       *db);
void        cs_store_job_fail   (CsStoreJob      *self,
                                 const GError    *error);

G_END_DECLS
