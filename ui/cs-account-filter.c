/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-filter.h"

struct _CsAccountFilter
{
  GtkFilter parent_instance;

  GListModel *sessions;
  CsSession *session;  /* the one that is meant; NULL: all */
  char *account;
};

enum {
  PROP_0,
  PROP_ACCOUNT,
  LAST_PROP,
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsAccountFilter, cs_account_filter, GTK_TYPE_FILTER)

static void
find_session (CsAccountFilter *self)
{
  g_clear_object (&self->session);
  if (!cs_account_filter_is_needed (self))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (self->sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);

    if (g_strcmp0 (cs_account_get_id (cs_session_get_account (session)), self->account) == 0)
      g_set_object (&self->session, session);
  }
}

static void
update (CsAccountFilter *self)
{
  find_session (self);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
cs_account_filter_match (GtkFilter *filter,
                         gpointer   item)
{
  CsAccountFilter *self = CS_ACCOUNT_FILTER (filter);

  return !self->session || cs_conversation_get_session (item) == self->session;
}

static GtkFilterMatch
cs_account_filter_get_strictness (GtkFilter *filter)
{
  return CS_ACCOUNT_FILTER (filter)->session ? GTK_FILTER_MATCH_SOME : GTK_FILTER_MATCH_ALL;
}

static void
cs_account_filter_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  CsAccountFilter *self = CS_ACCOUNT_FILTER (object);

  switch (prop_id) {
  case PROP_ACCOUNT:
    g_value_set_string (value, self->account);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_account_filter_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  CsAccountFilter *self = CS_ACCOUNT_FILTER (object);

  switch (prop_id) {
  case PROP_ACCOUNT:
    if (g_strcmp0 (self->account, g_value_get_string (value)) == 0)
      return;
    g_free (self->account);
    self->account = g_value_dup_string (value);
    update (self);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_account_filter_finalize (GObject *object)
{
  CsAccountFilter *self = CS_ACCOUNT_FILTER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->sessions);
  g_free (self->account);

  G_OBJECT_CLASS (cs_account_filter_parent_class)->finalize (object);
}

static void
cs_account_filter_class_init (CsAccountFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  object_class->finalize = cs_account_filter_finalize;
  object_class->get_property = cs_account_filter_get_property;
  object_class->set_property = cs_account_filter_set_property;
  filter_class->match = cs_account_filter_match;
  filter_class->get_strictness = cs_account_filter_get_strictness;

  /**
   * CsAccountFilter:account:
   *
   * The id of the account whose conversations pass.
   */
  props[PROP_ACCOUNT] =
    g_param_spec_string ("account", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_account_filter_init (CsAccountFilter *self)
{
  self->account = g_strdup ("");
}

/**
 * cs_account_filter_new:
 * @sessions: a list of [class@Session]
 *
 * Returns: (transfer full): a filter that passes the conversations of all accounts
 */
CsAccountFilter *
cs_account_filter_new (GListModel *sessions)
{
  CsAccountFilter *self = g_object_new (CS_TYPE_ACCOUNT_FILTER, NULL);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_account_filter_get_session:
 * @self: a filter
 *
 * Returns: (transfer none) (nullable): the account whose conversations pass, %NULL if all do
 */
CsSession *
cs_account_filter_get_session (CsAccountFilter *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT_FILTER (self), NULL);

  return self->session;
}

/**
 * cs_account_filter_is_needed:
 * @self: a filter
 *
 * Returns: whether there are several accounts
 */
gboolean
cs_account_filter_is_needed (CsAccountFilter *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT_FILTER (self), FALSE);

  return g_list_model_get_n_items (self->sessions) > 1;
}

/**
 * cs_account_filter_mixes:
 * @self: a filter
 *
 * Returns: whether conversations of several accounts pass
 */
gboolean
cs_account_filter_mixes (CsAccountFilter *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT_FILTER (self), FALSE);

  return cs_account_filter_is_needed (self) && !self->session;
}
