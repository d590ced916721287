/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-private.h"

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_SERVER,
  PROP_XCAP_ROOT,
  PROP_AUTH_NAME,
  PROP_DISPLAY_NAME,
  PROP_PRESENCE_NOTE,
  PROP_ROOM_MANAGER,
  PROP_CLIENT_SOURCE,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsAccount, cs_account, G_TYPE_OBJECT)

static char *
make_token (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);

  return g_strjoinv (NULL, parts);
}

static gboolean
replace_text (char       **field,
              const char  *text)
{
  if (text && !*text)
    text = NULL;

  if (g_strcmp0 (*field, text) == 0)
    return FALSE;

  g_free (*field);
  *field = g_strdup (text);

  return TRUE;
}

static gboolean
same_server (CsEndpoint *a,
             CsEndpoint *b)
{
  if (!a || !b)
    return a == b;

  return g_str_equal (cs_endpoint_get_string (a), cs_endpoint_get_string (b));
}

static void
cs_account_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsAccount *self = CS_ACCOUNT (object);

  switch (prop_id) {
  case PROP_ADDRESS:
    g_value_set_boxed (value, self->address);
    break;
  case PROP_SERVER:
    g_value_set_boxed (value, self->server);
    break;
  case PROP_XCAP_ROOT:
    g_value_set_boxed (value, self->xcap_root);
    break;
  case PROP_AUTH_NAME:
    g_value_set_string (value, self->auth_name);
    break;
  case PROP_DISPLAY_NAME:
    g_value_set_string (value, self->display_name);
    break;
  case PROP_PRESENCE_NOTE:
    g_value_set_string (value, self->presence_note);
    break;
  case PROP_ROOM_MANAGER:
    g_value_set_string (value, self->room_manager);
    break;
  case PROP_CLIENT_SOURCE:
    g_value_set_boxed (value, self->client_source);
    break;
  default:
    if (!cs_account_get_setting_value (self, prop_id - LAST_PROP, value))
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_account_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  CsAccount *self = CS_ACCOUNT (object);

  switch (prop_id) {
  case PROP_ADDRESS:
    self->address = g_value_dup_boxed (value);
    break;
  case PROP_SERVER:
    cs_account_set_server (self, g_value_get_boxed (value));
    break;
  case PROP_XCAP_ROOT:
    cs_account_set_xcap_root (self, g_value_get_boxed (value));
    break;
  case PROP_AUTH_NAME:
    cs_account_set_auth_name (self, g_value_get_string (value));
    break;
  case PROP_DISPLAY_NAME:
    cs_account_set_display_name (self, g_value_get_string (value));
    break;
  case PROP_PRESENCE_NOTE:
    cs_account_set_presence_note (self, g_value_get_string (value));
    break;
  case PROP_ROOM_MANAGER:
    cs_account_set_room_manager (self, g_value_get_string (value));
    break;
  case PROP_CLIENT_SOURCE:
    cs_account_set_client_source (self, g_value_get_boxed (value));
    break;
  default:
    if (!cs_account_set_setting_value (self, prop_id - LAST_PROP, value))
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_account_finalize (GObject *object)
{
  CsAccount *self = CS_ACCOUNT (object);

  g_clear_pointer (&self->address, cs_address_unref);
  g_clear_pointer (&self->server, cs_endpoint_unref);
  g_clear_pointer (&self->xcap_root, cs_xcap_root_unref);
  g_clear_pointer (&self->client_source, cs_client_source_unref);
  g_free (self->auth_name);
  g_free (self->display_name);
  g_free (self->presence_note);
  g_free (self->room_manager);
  g_free (self->id);
  g_free (self->instance);
  g_free (self->token);

  G_OBJECT_CLASS (cs_account_parent_class)->finalize (object);
}

static void
make_name_properties (void)
{
  /**
   * CsAccount:auth-name: (nullable)
   *
   * The user name of the digest, where it isn't the user part of the address.
   */
  props[PROP_AUTH_NAME] =
    g_param_spec_string ("auth-name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * CsAccount:display-name: (nullable)
   *
   * The name that others see beside the address.
   */
  props[PROP_DISPLAY_NAME] =
    g_param_spec_string ("display-name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * CsAccount:presence-note: (nullable)
   *
   * What others see beside the person's presence.
   */
  props[PROP_PRESENCE_NOTE] =
    g_param_spec_string ("presence-note", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * CsAccount:room-manager: (nullable)
   *
   * The address of who makes rooms, where it isn't the one that servers have as a rule.
   */
  props[PROP_ROOM_MANAGER] =
    g_param_spec_string ("room-manager", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
cs_account_class_init (CsAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_account_get_property;
  object_class->set_property = cs_account_set_property;
  object_class->finalize = cs_account_finalize;

  /**
   * CsAccount:address:
   *
   * The SIP address that is signed in with.
   */
  props[PROP_ADDRESS] =
    g_param_spec_boxed ("address", NULL, NULL, CS_TYPE_ADDRESS,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * CsAccount:server: (nullable)
   *
   * The typed server; without one it is found through the address.
   */
  props[PROP_SERVER] =
    g_param_spec_boxed ("server", NULL, NULL, CS_TYPE_ENDPOINT,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * CsAccount:xcap-root: (nullable)
   *
   * Where the server keeps the rules about who may see the person's presence; without one there are none.
   */
  props[PROP_XCAP_ROOT] =
    g_param_spec_boxed ("xcap-root", NULL, NULL, CS_TYPE_XCAP_ROOT,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  make_name_properties ();

  /**
   * CsAccount:client-source: (nullable)
   *
   * Where the certificate is that is shown to a server that asks for one.
   */
  props[PROP_CLIENT_SOURCE] =
    g_param_spec_boxed ("client-source", NULL, NULL, CS_TYPE_CLIENT_SOURCE,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, LAST_PROP, props);
  cs_account_install_settings (object_class, LAST_PROP);
}

static void
cs_account_init (CsAccount *self)
{
  cs_account_reset_settings (self);
}

/**
 * cs_account_new:
 * @address: the SIP address to sign in with
 *
 * Makes an account with an id, an instance (RFC 5626 section 4.1) and a contact token of its own.
 *
 * Returns: (transfer full): a new account
 */
CsAccount *
cs_account_new (CsAddress *address)
{
  g_autofree char *uuid = g_uuid_string_random ();
  CsAccount *self;

  g_return_val_if_fail (address, NULL);

  self = g_object_new (CS_TYPE_ACCOUNT, "address", address, NULL);
  self->id = g_uuid_string_random ();
  self->instance = g_strconcat ("urn:uuid:", uuid, NULL);
  self->token = make_token ();

  return self;
}

/**
 * cs_account_get_id:
 * @self: an account
 *
 * Gets what the account is called in the message store and the secret service. It never changes once the account is kept.
 *
 * Returns: the id
 */
const char *
cs_account_get_id (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->id;
}

/**
 * cs_account_get_address:
 * @self: an account
 *
 * Gets the address that is signed in with.
 *
 * Returns: (transfer none): the address
 */
CsAddress *
cs_account_get_address (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->address;
}

/**
 * cs_account_get_server:
 * @self: an account
 *
 * Gets the typed server.
 *
 * Returns: (transfer none) (nullable): the server
 */
CsEndpoint *
cs_account_get_server (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->server;
}

/**
 * cs_account_set_server:
 * @self: an account
 * @server: (nullable): the typed server
 *
 * Sets the server. A session at work takes it up with [method@Profile.save_account].
 */
void
cs_account_set_server (CsAccount  *self,
                       CsEndpoint *server)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  if (same_server (self->server, server))
    return;

  g_clear_pointer (&self->server, cs_endpoint_unref);
  self->server = server ? cs_endpoint_ref (server) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SERVER]);
}

/**
 * cs_account_get_xcap_root:
 * @self: an account
 *
 * Gets where the server keeps the rules about who may see the person's presence.
 *
 * Returns: (transfer none) (nullable): the place; without one everybody may, or nobody, as the server sees fit
 */
CsXcapRoot *
cs_account_get_xcap_root (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->xcap_root;
}

/**
 * cs_account_set_xcap_root:
 * @self: an account
 * @root: (nullable): the place
 *
 * Sets where the server keeps the rules about who may see the person's presence. A session at work takes it up at once.
 */
void
cs_account_set_xcap_root (CsAccount  *self,
                          CsXcapRoot *root)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  if (self->xcap_root == root ||
      (self->xcap_root && root && g_str_equal (cs_xcap_root_get_string (self->xcap_root), cs_xcap_root_get_string (root))))
    return;

  g_clear_pointer (&self->xcap_root, cs_xcap_root_unref);
  self->xcap_root = root ? cs_xcap_root_ref (root) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_XCAP_ROOT]);
}

/**
 * cs_account_set_auth_name:
 * @self: an account
 * @auth_name: (nullable): the user name of the digest; empty is the same as %NULL
 *
 * Sets the user name of the digest.
 */
void
cs_account_set_auth_name (CsAccount  *self,
                          const char *auth_name)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  if (replace_text (&self->auth_name, auth_name))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AUTH_NAME]);
}

/**
 * cs_account_set_display_name:
 * @self: an account
 * @display_name: (nullable): the name that others see; empty is the same as %NULL
 *
 * Sets the name that others see.
 */
void
cs_account_set_display_name (CsAccount  *self,
                             const char *display_name)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  if (replace_text (&self->display_name, display_name))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DISPLAY_NAME]);
}

/**
 * cs_account_set_presence_note:
 * @self: an account
 * @presence_note: (nullable): what others are to see; empty is the same as %NULL
 *
 * Sets what others see beside the person's presence.
 */
void
cs_account_set_presence_note (CsAccount  *self,
                              const char *presence_note)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  if (replace_text (&self->presence_note, presence_note))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRESENCE_NOTE]);
}

/**
 * cs_account_set_room_manager:
 * @self: an account
 * @room_manager: (nullable): an address; empty is the same as %NULL
 *
 * Sets the address of who makes rooms.
 */
void
cs_account_set_room_manager (CsAccount  *self,
                             const char *room_manager)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  if (replace_text (&self->room_manager, room_manager))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROOM_MANAGER]);
}

/**
 * cs_account_get_client_source:
 * @self: an account
 *
 * Gets where the certificate is that is shown to a server that asks for one.
 *
 * Returns: (transfer none) (nullable): the place
 */
CsClientSource *
cs_account_get_client_source (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->client_source;
}

/**
 * cs_account_set_client_source:
 * @self: an account
 * @source: (nullable): where the certificate is
 *
 * Sets where the certificate is that is shown to a server that asks for one. A session at work takes it up with
 * [method@Profile.save_account].
 */
void
cs_account_set_client_source (CsAccount      *self,
                              CsClientSource *source)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  if (cs_client_source_equal (self->client_source, source))
    return;

  g_clear_pointer (&self->client_source, cs_client_source_unref);
  self->client_source = source ? cs_client_source_ref (source) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CLIENT_SOURCE]);
}

/**
 * cs_account_get_instance:
 * @self: an account
 *
 * Gets what this installation is called at the registrar (RFC 5626 section 4.1).
 *
 * Returns: a URN, "urn:uuid:" and a UUID
 */
const char *
cs_account_get_instance (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->instance;
}

/**
 * cs_account_get_token:
 * @self: an account
 *
 * Gets the random label of our Contact, which says nothing about this computer.
 *
 * Returns: 32 hexadecimal digits
 */
const char *
cs_account_get_token (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->token;
}

/**
 * cs_account_continue:
 * @self: an account that was not used yet
 * @earlier: an account with the same address
 *
 * Makes the account go on where an earlier one with the same address ended: with its id, thus its history.
 */
void
cs_account_continue (CsAccount *self,
                     CsAccount *earlier)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));
  g_return_if_fail (CS_IS_ACCOUNT (earlier));
  g_return_if_fail (cs_address_equal (self->address, earlier->address));

  g_free (self->id);
  self->id = g_strdup (earlier->id);
  g_free (self->instance);
  self->instance = g_strdup (earlier->instance);
  g_free (self->token);
  self->token = g_strdup (earlier->token);
}
