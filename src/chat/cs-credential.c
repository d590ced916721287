/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-credential.h"

struct _CsCredential
{
  GObject       parent_instance;

  CsAccount    *account;
  CsSecretKind  kind;
  CsSecret     *password;
  GCancellable *cancellable;
  gboolean      use_secret_service;
  gboolean      looking_up;
  gboolean      looked_up;
  gboolean      fresh;       /* given by the person, not kept yet */
  gboolean      wanted;
  gboolean      kept;
};

enum {
  PROP_0,
  PROP_WANTED,
  PROP_KEPT,
  LAST_PROP
};

enum {
  SIGNAL_READY,
  LAST_SIGNAL
};

static GParamSpec *props[LAST_PROP];
static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsCredential, cs_credential, G_TYPE_OBJECT)

static void
set_wanted (CsCredential *self,
            gboolean      wanted)
{
  if (self->wanted == wanted)
    return;

  self->wanted = wanted;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WANTED]);
}

static void
set_kept (CsCredential *self,
          gboolean      kept)
{
  if (self->kept == kept)
    return;

  self->kept = kept;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEPT]);
}

static void
announce (CsCredential *self)
{
  set_wanted (self, self->password == NULL);
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (CsCredential) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSecret) password = cs_secrets_look_up_finish (CS_ACCOUNT (object), result, &error);

  self->looking_up = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->looked_up = TRUE;
  if (error)
    g_message ("No password from the secret service: %s", error->message);

  /* One that the person gave meanwhile is the better one. */
  if (self->password)
    return;

  self->password = g_steal_pointer (&password);
  set_kept (self, self->password != NULL);
  announce (self);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CsCredential) self = user_data;
  g_autoptr (GError) error = NULL;

  if (cs_secrets_keep_finish (CS_ACCOUNT (object), result, &error)) {
    set_kept (self, TRUE);
  } else {
    g_message ("The secret service does not keep the password: %s", error->message);
    /* Told even where nothing has changed: somebody waits for the answer, to say so. */
    self->kept = FALSE;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEPT]);
  }
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cs_secrets_forget_finish (CS_ACCOUNT (object), result, &error))
    g_message ("The secret service did not remove a wrong secret: %s", error->message);
}

static void
cs_credential_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CsCredential *self = CS_CREDENTIAL (object);

  switch (prop_id) {
  case PROP_WANTED:
    g_value_set_boolean (value, self->wanted);
    break;
  case PROP_KEPT:
    g_value_set_boolean (value, self->kept);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_credential_dispose (GObject *object)
{
  CsCredential *self = CS_CREDENTIAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->password, cs_secret_unref);

  G_OBJECT_CLASS (cs_credential_parent_class)->dispose (object);
}

static void
cs_credential_finalize (GObject *object)
{
  CsCredential *self = CS_CREDENTIAL (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (cs_credential_parent_class)->finalize (object);
}

static void
cs_credential_class_init (CsCredentialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_credential_get_property;
  object_class->dispose = cs_credential_dispose;
  object_class->finalize = cs_credential_finalize;

  /**
   * CsCredential:wanted:
   *
   * Whether the person has to give a password: there is none, or the server refused it.
   */
  props[PROP_WANTED] =
    g_param_spec_boolean ("wanted", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsCredential:kept:
   *
   * Whether the secret service holds the password.
   */
  props[PROP_KEPT] =
    g_param_spec_boolean ("kept", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, LAST_PROP, props);

  signals[SIGNAL_READY] =
    g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_credential_init (CsCredential *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_credential_new:
 * @account: whose secret it is
 * @kind: which one
 * @use_secret_service: whether to look for it and keep it there
 *
 * Makes a credential without a password.
 *
 * Returns: (transfer full): the credential
 */
CsCredential *
cs_credential_new (CsAccount    *account,
                   CsSecretKind  kind,
                   gboolean      use_secret_service)
{
  CsCredential *self = g_object_new (CS_TYPE_CREDENTIAL, NULL);

  self->account = g_object_ref (account);
  self->kind = kind;
  self->use_secret_service = use_secret_service;

  return self;
}

/**
 * cs_credential_prepare:
 * @self: a credential
 *
 * Gets the password from the secret service if need be. "ready" follows, at once where nothing has to be asked.
 */
void
cs_credential_prepare (CsCredential *self)
{
  g_return_if_fail (CS_IS_CREDENTIAL (self));

  if (self->looking_up && !self->password)
    return;

  if (self->password || self->looked_up || !self->use_secret_service) {
    announce (self);
    return;
  }

  self->looking_up = TRUE;
  cs_secrets_look_up_async (self->account, self->kind, self->cancellable, looked_up_cb, g_object_ref (self));
}

/**
 * cs_credential_set:
 * @self: a credential
 * @password: what the person typed
 *
 * Takes a password. The secret service gets it when the server has accepted it.
 */
void
cs_credential_set (CsCredential *self,
                   CsSecret     *password)
{
  g_return_if_fail (CS_IS_CREDENTIAL (self));
  g_return_if_fail (password);

  g_clear_pointer (&self->password, cs_secret_unref);
  self->password = cs_secret_ref (password);
  self->fresh = TRUE;
  set_kept (self, FALSE);
  set_wanted (self, FALSE);
}

/**
 * cs_credential_get:
 * @self: a credential
 *
 * Gets the password.
 *
 * Returns: (transfer none) (nullable): the password
 */
CsSecret *
cs_credential_get (CsCredential *self)
{
  g_return_val_if_fail (CS_IS_CREDENTIAL (self), NULL);

  return self->password;
}

/**
 * cs_credential_reject:
 * @self: a credential
 *
 * Says that the server refused the password: it is not offered again.
 */
void
cs_credential_reject (CsCredential *self)
{
  g_return_if_fail (CS_IS_CREDENTIAL (self));

  g_clear_pointer (&self->password, cs_secret_unref);
  self->looked_up = TRUE;

  /* Tried anew with every start of the program, a wrong PIN would lock the token. */
  if (self->kind == CS_SECRET_PASSPHRASE && self->kept) {
    cs_secrets_forget_async (self->account, self->kind, NULL, forgotten_cb, NULL);
    set_kept (self, FALSE);
  }
  set_wanted (self, TRUE);
}

/**
 * cs_credential_keep:
 * @self: a credential
 *
 * Says that the server accepted the password: if it is a new one, the secret service gets it.
 */
void
cs_credential_keep (CsCredential *self)
{
  g_return_if_fail (CS_IS_CREDENTIAL (self));

  if (!self->fresh || !self->password || !self->use_secret_service)
    return;

  self->fresh = FALSE;
  cs_secrets_keep_async (self->account, self->kind, self->password, self->cancellable, kept_cb, g_object_ref (self));
}

/**
 * cs_credential_is_wanted:
 * @self: a credential
 *
 * Gets whether the person has to give a password.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_credential_is_wanted (CsCredential *self)
{
  g_return_val_if_fail (CS_IS_CREDENTIAL (self), FALSE);

  return self->wanted;
}

/**
 * cs_credential_is_kept:
 * @self: a credential
 *
 * Gets whether the secret service holds the password.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_credential_is_kept (CsCredential *self)
{
  g_return_val_if_fail (CS_IS_CREDENTIAL (self), FALSE);

  return self->kept;
}
