/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link-status.h"

enum {
  PROP_0,
  PROP_STATE,
  PROP_VERDICT,
  PROP_FACTS,
  PROP_ERROR,
  PROP_RETRY_AT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
notify (CsLinkStatus *self,
        guint         prop_id)
{
  g_object_notify_by_pspec (self->owner, props[prop_id]);
}

/**
 * cs_link_status_install_properties:
 * @klass: the class of the owner
 *
 * Installs the properties "state", "verdict", "facts", "error" and "retry-at", all read-only.
 */
void
cs_link_status_install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, CS_TYPE_CONNECTION_STATE, CS_CONNECTION_OFFLINE, flags);
  props[PROP_VERDICT] = g_param_spec_object ("verdict", NULL, NULL, CS_TYPE_VERDICT, flags);
  props[PROP_FACTS] = g_param_spec_boxed ("facts", NULL, NULL, CS_TYPE_CONNECTION_FACTS, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (klass, N_PROPS, props);
}

/**
 * cs_link_status_clear:
 * @self: a status
 *
 * Frees what is in it, and tells nobody.
 */
void
cs_link_status_clear (CsLinkStatus *self)
{
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->facts, cs_connection_facts_unref);
  g_clear_error (&self->error);
}

/**
 * cs_link_status_get:
 * @self: a status
 * @prop_id: the number of one of its properties
 * @value: return location for the value
 *
 * Gets a property's value.
 */
void
cs_link_status_get (CsLinkStatus *self,
                    guint         prop_id,
                    GValue       *value)
{
  switch (prop_id) {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_VERDICT:
      g_value_set_object (value, self->verdict);
      break;
    case PROP_FACTS:
      g_value_set_boxed (value, self->facts);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    default:
      g_assert_not_reached ();
  }
}

/**
 * cs_link_status_set_state:
 * @self: a status
 * @state: where the connection stands
 *
 * Sets the state.
 */
void
cs_link_status_set_state (CsLinkStatus      *self,
                          CsConnectionState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  notify (self, PROP_STATE);
}

/**
 * cs_link_status_set_verdict:
 * @self: a status
 * @verdict: (nullable): what the last attempt found of the server
 *
 * Sets the verdict.
 */
void
cs_link_status_set_verdict (CsLinkStatus *self,
                            CsVerdict    *verdict)
{
  if (g_set_object (&self->verdict, verdict))
    notify (self, PROP_VERDICT);
}

/**
 * cs_link_status_set_facts:
 * @self: a status
 * @facts: (nullable): what is known of the connection
 *
 * Sets the facts.
 */
void
cs_link_status_set_facts (CsLinkStatus      *self,
                          CsConnectionFacts *facts)
{
  if (self->facts == facts)
    return;

  g_clear_pointer (&self->facts, cs_connection_facts_unref);
  self->facts = facts ? cs_connection_facts_ref (facts) : NULL;
  notify (self, PROP_FACTS);
}

/**
 * cs_link_status_set_error:
 * @self: a status
 * @error: (nullable): why there is no connection; copied
 *
 * Sets the error.
 */
void
cs_link_status_set_error (CsLinkStatus *self,
                          const GError *error)
{
  GError *old = self->error;

  if (old == error || (old && error && g_error_matches (old, error->domain, error->code) &&
                       g_str_equal (old->message, error->message)))
    return;

  self->error = error ? g_error_copy (error) : NULL;
  g_clear_error (&old);
  notify (self, PROP_ERROR);
}

/**
 * cs_link_status_set_retry_at:
 * @self: a status
 * @retry_at: when the next attempt is planned, in UTC microseconds, or 0
 *
 * Sets the time of the next attempt.
 */
void
cs_link_status_set_retry_at (CsLinkStatus *self,
                             gint64        retry_at)
{
  if (self->retry_at == retry_at)
    return;

  self->retry_at = retry_at;
  notify (self, PROP_RETRY_AT);
}
