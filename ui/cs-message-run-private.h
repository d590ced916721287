/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-message-run.h"

G_BEGIN_DECLS

/*
 * CsMessageRun:
 *
 * The run begins with the message at `first` and the coordinate `top`, and goes down without a gap. Coordinates stay as they are while
 * rows come and go: older messages lie above the run, newer ones below, and neither moves what is between. How high the
 * messages are that have no row is guessed from those that had one.
 */
struct _CsMessageRun
{
  GtkWidget *parent;  /* borrowed: it owns us */

  CsConversation *conversation;
  GListModel *messages;
  gint64 read_up_to;
  gint64 marked;      /* the id of a message, 0 for none */
  char *words;        /* nullable: what was found in it */
  GHashTable *unfolded; /* gint64: the ids of long messages that are shown as a whole */

  GPtrArray *rows;    /* CsMessageRow, borrowed: children of the parent */
  GArray *heights;    /* int: their heights */
  GPtrArray *spare;   /* CsMessageRow, borrowed: children that show nothing */
  guint first;
  int top;
  int width;
  double mean_height;
};

int  cs_message_run_get_height  (CsMessageRun *self,
                                 guint         k);
int  cs_message_run_get_bottom  (CsMessageRun *self);
void cs_message_run_measure     (CsMessageRun     *self,
                                 const CsViewport *viewport);
void cs_message_run_insert      (CsMessageRun *self,
                                 guint         k,
                                 guint         index);
void cs_message_run_release     (CsMessageRun *self,
                                 guint         k,
                                 guint         n);
void cs_message_run_release_all (CsMessageRun *self);

G_END_DECLS
