/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-own-presence.h"

struct _CsOwnPresence
{
  GObject     parent_instance;

  CsAccount  *account;
  CsPresence *presence;
  gboolean    idle;
};

enum {
  PROP_0,
  PROP_PRESENCE,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsOwnPresence, cs_own_presence, G_TYPE_OBJECT)

static CsPresenceState
choose_state (CsOwnPresence *self)
{
  CsPresenceState state = cs_account_get_availability (self->account);

  if (!cs_account_get_show_presence (self->account))
    return CS_PRESENCE_OFFLINE;

  /* Who is busy is so without a hand at the keyboard, too. */
  return state == CS_PRESENCE_AVAILABLE && self->idle ? CS_PRESENCE_AWAY : state;
}

static void
update (CsOwnPresence *self)
{
  CsPresenceState state = choose_state (self);
  gboolean same = self->presence && cs_presence_get_state (self->presence) == state;
  gint64 since = same ? cs_presence_get_since (self->presence) : g_get_real_time ();
  g_autoptr (CsPresence) presence = NULL;

  if (state != CS_PRESENCE_OFFLINE)
    presence = cs_presence_new (state, CS_ACTIVITY_NONE, cs_account_get_presence_note (self->account), since, 1);
  if (cs_presence_equal (self->presence, presence))
    return;

  g_clear_pointer (&self->presence, cs_presence_unref);
  self->presence = g_steal_pointer (&presence);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRESENCE]);
}

static void
cs_own_presence_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CsOwnPresence *self = CS_OWN_PRESENCE (object);

  switch (prop_id) {
  case PROP_PRESENCE:
    g_value_set_boxed (value, self->presence);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_own_presence_finalize (GObject *object)
{
  CsOwnPresence *self = CS_OWN_PRESENCE (object);

  g_clear_pointer (&self->presence, cs_presence_unref);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (cs_own_presence_parent_class)->finalize (object);
}

static void
cs_own_presence_class_init (CsOwnPresenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_own_presence_get_property;
  object_class->finalize = cs_own_presence_finalize;

  /**
   * CsOwnPresence:presence: (nullable)
   *
   * What others are to see.
   */
  props[PROP_PRESENCE] =
    g_param_spec_boxed ("presence", NULL, NULL, CS_TYPE_PRESENCE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_own_presence_init (CsOwnPresence *self)
{
}

/**
 * cs_own_presence_new:
 * @account: whose presence it is
 *
 * Returns: (transfer full): what follows the account's settings
 */
CsOwnPresence *
cs_own_presence_new (CsAccount *account)
{
  static const char * const names[] = { "notify::availability", "notify::presence-note", "notify::show-presence" };
  CsOwnPresence *self = g_object_new (CS_TYPE_OWN_PRESENCE, NULL);

  self->account = g_object_ref (account);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_object (account, names[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/**
 * cs_own_presence_get:
 * @self: an own presence
 *
 * Returns: (transfer none) (nullable): what others are to see, nothing where it is %NULL
 */
CsPresence *
cs_own_presence_get (CsOwnPresence *self)
{
  g_return_val_if_fail (CS_IS_OWN_PRESENCE (self), NULL);

  return self->presence;
}

/**
 * cs_own_presence_set_idle:
 * @self: an own presence
 * @idle: whether nobody is at this computer
 *
 * Whoever is available is away while nobody is there.
 */
void
cs_own_presence_set_idle (CsOwnPresence *self,
                          gboolean       idle)
{
  g_return_if_fail (CS_IS_OWN_PRESENCE (self));

  self->idle = !!idle;
  update (self);
}
