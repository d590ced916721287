/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* What is visible of a chat, in pixels. */
typedef struct {
  int      width;
  int      height;
  double   value;   /* the coordinate at its top */
  gboolean at_end;  /* it sticks to the newest message */
} CsViewport;

/* The rows of a chat that exist: one unbroken run of its messages, stacked in a coordinate system of its own. */
typedef struct _CsMessageRun CsMessageRun;

CsMessageRun *cs_message_run_new           (GtkWidget        *parent);
void          cs_message_run_free          (CsMessageRun     *self);
void          cs_message_run_set_source    (CsMessageRun     *self,
                                            CsConversation   *conversation,
                                            GListModel       *messages,
                                            gint64            read_up_to);
void          cs_message_run_move_line     (CsMessageRun     *self,
                                            gint64            read_up_to);
gboolean      cs_message_run_begin_at      (CsMessageRun     *self,
                                            gint64            message,
                                            const char       *words,
                                            const CsViewport *viewport);
void          cs_message_run_update_days   (CsMessageRun     *self);
gboolean      cs_message_run_is_empty      (CsMessageRun     *self);
void          cs_message_run_change        (CsMessageRun     *self,
                                            guint             position,
                                            guint             removed,
                                            guint             added);
double        cs_message_run_lay_out       (CsMessageRun     *self,
                                            const CsViewport *viewport);
void          cs_message_run_get_extent    (CsMessageRun     *self,
                                            double           *lower,
                                            double           *upper);
void          cs_message_run_allocate      (CsMessageRun     *self,
                                            double            value);
GtkWidget    *cs_message_run_get_last      (CsMessageRun     *self);
GtkWidget    *cs_message_run_get_marked    (CsMessageRun     *self);
GtkWidget    *cs_message_run_get_nearest   (CsMessageRun     *self,
                                            guint             index);
GtkWidget    *cs_message_run_get_neighbour (CsMessageRun     *self,
                                            GtkWidget        *row,
                                            int               step);
gboolean      cs_message_run_locate        (CsMessageRun     *self,
                                            GtkWidget        *row,
                                            int              *y,
                                            int              *height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMessageRun, cs_message_run_free)

G_END_DECLS
