/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Thousands of things that are due at some time, on one timer: a main loop looks at each of its own at every turn. */
typedef struct _CsAlarms CsAlarms;

/* One of them, until it rings or is taken back. */
typedef struct _CsAlarm CsAlarm;

typedef void (*CsAlarmFunc) (gpointer user_data);

CsAlarms *cs_alarms_new   (void);
CsAlarms *cs_alarms_ref   (CsAlarms     *self);
void      cs_alarms_unref (CsAlarms     *self);
CsAlarm  *cs_alarms_set   (CsAlarms     *self,
                           guint         seconds,
                           CsAlarmFunc   func,
                           gpointer      user_data);
void      cs_alarms_clear (CsAlarms     *self,
                           CsAlarm     **alarm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAlarms, cs_alarms_unref)

G_END_DECLS
