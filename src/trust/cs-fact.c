/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-fact.h"

/**
 * CsFact:
 *
 * One thing that a certificate says, ready to be shown.
 */
struct _CsFact
{
  GObject parent_instance;

  CsFactGroup group;
  CsFactKind kind;
  CsFactForm form;
  char *value;
  gint64 time;
};

G_DEFINE_FINAL_TYPE (CsFact, cs_fact, G_TYPE_OBJECT)

static void
cs_fact_finalize (GObject *object)
{
  CsFact *self = CS_FACT (object);

  g_free (self->value);

  G_OBJECT_CLASS (cs_fact_parent_class)->finalize (object);
}

static void
cs_fact_class_init (CsFactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cs_fact_finalize;
}

static void
cs_fact_init (CsFact *self)
{
}

/**
 * cs_fact_new:
 * @group: where it belongs
 * @kind: what it is about
 * @form: how it wants to be shown
 * @value: the value; what is not valid UTF-8 in it is replaced
 *
 * Returns: (transfer full): a fact
 */
CsFact *
cs_fact_new (CsFactGroup  group,
             CsFactKind   kind,
             CsFactForm   form,
             const char  *value)
{
  CsFact *self = g_object_new (CS_TYPE_FACT, NULL);

  self->group = group;
  self->kind = kind;
  self->form = form;
  self->value = g_utf8_make_valid (value, -1);

  return self;
}

/**
 * cs_fact_new_time:
 * @group: where it belongs
 * @kind: what it is about
 * @time: a Unix time
 *
 * The value is the time in UTC (ISO 8601), for those who want it as text.
 *
 * Returns: (transfer full): a fact in the form %CS_FACT_FORM_TIME
 */
CsFact *
cs_fact_new_time (CsFactGroup group,
                  CsFactKind  kind,
                  gint64      time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *value = date ? g_date_time_format_iso8601 (date) : NULL;
  CsFact *self = cs_fact_new (group, kind, CS_FACT_FORM_TIME, value ? value : "?");

  self->time = time;

  return self;
}

/**
 * cs_fact_get_group:
 * @self: a fact
 *
 * Returns: where it belongs
 */
CsFactGroup
cs_fact_get_group (CsFact *self)
{
  return self->group;
}

/**
 * cs_fact_get_kind:
 * @self: a fact
 *
 * Returns: what it is about
 */
CsFactKind
cs_fact_get_kind (CsFact *self)
{
  return self->kind;
}

/**
 * cs_fact_get_form:
 * @self: a fact
 *
 * Returns: how the value wants to be shown
 */
CsFactForm
cs_fact_get_form (CsFact *self)
{
  return self->form;
}

/**
 * cs_fact_get_value:
 * @self: a fact
 *
 * Returns: the value: valid UTF-8 from a foreign hand, never markup
 */
const char *
cs_fact_get_value (CsFact *self)
{
  return self->value;
}

/**
 * cs_fact_get_time:
 * @self: a fact
 *
 * Returns: the Unix time of a fact in the form %CS_FACT_FORM_TIME, 0 for every other
 */
gint64
cs_fact_get_time (CsFact *self)
{
  return self->time;
}
