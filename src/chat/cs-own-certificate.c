/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-own-certificate.h"

#include "base/cs-error.h"

#include "cs-credential.h"

struct _CsOwnCertificate
{
  GObject           parent_instance;

  CsAccount        *account;
  gboolean          use_secret_service;
  CsCredential     *credential;
  CsClientSource   *source;        /* of the identity, or of what is being loaded; NULL: given without */
  CsClientIdentity *identity;
  GCancellable     *loading;       /* NULL while nothing is loaded */
  GError           *error;
};

enum {
  PROP_0,
  PROP_CERTIFICATE,
  PROP_ERROR,
  PROP_SECRET_WANTED,
  PROP_SECRET_KEPT,
  LAST_PROP
};

enum {
  SIGNAL_READY,
  SIGNAL_FAILED,
  LAST_SIGNAL
};

static GParamSpec *props[LAST_PROP];
static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsOwnCertificate, cs_own_certificate, G_TYPE_OBJECT)

static void load (CsOwnCertificate *self);

static void
set_error (CsOwnCertificate *self,
           GError           *error)
{
  if (!self->error && !error)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static void
set_identity (CsOwnCertificate *self,
              CsClientIdentity *identity)
{
  if (self->identity == identity)
    return;

  g_clear_pointer (&self->identity, cs_client_identity_unref);
  self->identity = identity ? cs_client_identity_ref (identity) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CERTIFICATE]);
}

static void
set_source (CsOwnCertificate *self,
            CsClientSource   *source)
{
  if (source)
    cs_client_source_ref (source);
  g_clear_pointer (&self->source, cs_client_source_unref);
  self->source = source;
}

/* What the secret service has, or not, is known: with a secret the certificate is tried once more. */
static void
secret_ready_cb (CsOwnCertificate *self)
{
  if (cs_credential_get (self->credential))
    load (self);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsOwnCertificate) self = user_data;
  g_autoptr (CsClientIdentity) identity = NULL;
  GError *error = NULL;

  identity = cs_client_source_load_finish (result, &error);
  /* Whoever began to load something else has taken the place. */
  if (g_task_get_cancellable (G_TASK (result)) != self->loading) {
    g_clear_error (&error);
    return;
  }

  g_clear_object (&self->loading);
  set_error (self, error);
  set_identity (self, identity);

  if (identity) {
    g_signal_emit (self, signals[SIGNAL_READY], 0);
  } else if (g_error_matches (error, CS_ERROR, CS_ERROR_PASSPHRASE_WANTED) && !cs_credential_get (self->credential)) {
    cs_credential_prepare (self->credential);
  } else {
    /* The last try is the person's own. */
    if (g_error_matches (error, CS_ERROR, CS_ERROR_PASSPHRASE_WRONG) || g_error_matches (error, CS_ERROR, CS_ERROR_PIN_LAST_TRY))
      cs_credential_reject (self->credential);
    g_signal_emit (self, signals[SIGNAL_FAILED], 0);
  }
}

static void
load (CsOwnCertificate *self)
{
  self->loading = g_cancellable_new ();
  cs_client_source_load_async (self->source, cs_credential_get (self->credential), self->loading, loaded_cb, g_object_ref (self));
}

static void
stop_loading (CsOwnCertificate *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
credential_notify_cb (CsOwnCertificate *self,
                      GParamSpec       *pspec)
{
  gboolean wanted = g_str_equal (pspec->name, "wanted");

  g_object_notify_by_pspec (G_OBJECT (self), props[wanted ? PROP_SECRET_WANTED : PROP_SECRET_KEPT]);
}

static void
make_credential (CsOwnCertificate *self)
{
  if (self->credential)
    g_signal_handlers_disconnect_by_data (self->credential, self);
  g_clear_object (&self->credential);
  self->credential = cs_credential_new (self->account, CS_SECRET_PASSPHRASE, self->use_secret_service);
  g_signal_connect_object (self->credential, "notify", G_CALLBACK (credential_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->credential, "ready", G_CALLBACK (secret_ready_cb), self, G_CONNECT_SWAPPED);
}

/* What belongs to one certificate is of no use to the next. */
static void
source_changed_cb (CsOwnCertificate *self)
{
  stop_loading (self);
  set_source (self, NULL);
  set_identity (self, NULL);
  set_error (self, NULL);
  if (self->use_secret_service)
    cs_secrets_forget_async (self->account, CS_SECRET_PASSPHRASE, NULL, NULL, NULL);
  make_credential (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SECRET_WANTED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SECRET_KEPT]);
}

static void
cs_own_certificate_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CsOwnCertificate *self = CS_OWN_CERTIFICATE (object);

  switch (prop_id) {
  case PROP_CERTIFICATE:
    g_value_set_object (value, cs_own_certificate_get_certificate (self));
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_SECRET_WANTED:
    g_value_set_boolean (value, cs_own_certificate_is_secret_wanted (self));
    break;
  case PROP_SECRET_KEPT:
    g_value_set_boolean (value, cs_own_certificate_is_secret_kept (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_own_certificate_dispose (GObject *object)
{
  CsOwnCertificate *self = CS_OWN_CERTIFICATE (object);

  stop_loading (self);
  g_clear_object (&self->credential);
  g_clear_pointer (&self->identity, cs_client_identity_unref);

  G_OBJECT_CLASS (cs_own_certificate_parent_class)->dispose (object);
}

static void
cs_own_certificate_finalize (GObject *object)
{
  CsOwnCertificate *self = CS_OWN_CERTIFICATE (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->source, cs_client_source_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (cs_own_certificate_parent_class)->finalize (object);
}

static void
cs_own_certificate_class_init (CsOwnCertificateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cs_own_certificate_get_property;
  object_class->dispose = cs_own_certificate_dispose;
  object_class->finalize = cs_own_certificate_finalize;

  /**
   * CsOwnCertificate:certificate: (nullable)
   *
   * The certificate that is loaded.
   */
  props[PROP_CERTIFICATE] = g_param_spec_object ("certificate", NULL, NULL, CS_TYPE_CERTIFICATE, flags);

  /**
   * CsOwnCertificate:error: (nullable)
   *
   * Why the certificate cannot be used.
   */
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);

  /**
   * CsOwnCertificate:secret-wanted:
   *
   * Whether the person has to give a passphrase or PIN.
   */
  props[PROP_SECRET_WANTED] = g_param_spec_boolean ("secret-wanted", NULL, NULL, FALSE, flags);

  /**
   * CsOwnCertificate:secret-kept:
   *
   * Whether the secret service holds the passphrase or PIN; else it lives as long as the program.
   */
  props[PROP_SECRET_KEPT] = g_param_spec_boolean ("secret-kept", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, LAST_PROP, props);

  signals[SIGNAL_READY] =
    g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_own_certificate_init (CsOwnCertificate *self)
{
}

/**
 * cs_own_certificate_new:
 * @account: whose certificate it is
 * @use_secret_service: whether to look there for what unlocks it, and keep it there
 *
 * Returns: (transfer full): the account's certificate, not loaded
 */
CsOwnCertificate *
cs_own_certificate_new (CsAccount *account,
                        gboolean   use_secret_service)
{
  CsOwnCertificate *self = g_object_new (CS_TYPE_OWN_CERTIFICATE, NULL);

  self->account = g_object_ref (account);
  self->use_secret_service = use_secret_service;
  make_credential (self);
  g_signal_connect_object (account, "notify::client-source", G_CALLBACK (source_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_own_certificate_is_ready:
 * @self: an account's certificate
 *
 * Returns: whether it is loaded, or there is none to load
 */
gboolean
cs_own_certificate_is_ready (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), FALSE);

  return self->identity || !cs_account_get_client_source (self->account);
}

/**
 * cs_own_certificate_prepare:
 * @self: an account's certificate
 *
 * Loads it, if need be with what the secret service keeps. "ready" or "failed" follows. Each secret is tried once.
 */
void
cs_own_certificate_prepare (CsOwnCertificate *self)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE (self));

  if (self->loading)
    return;

  if (cs_own_certificate_is_ready (self)) {
    g_signal_emit (self, signals[SIGNAL_READY], 0);
    return;
  }

  set_source (self, cs_account_get_client_source (self->account));
  load (self);
}

/**
 * cs_own_certificate_take:
 * @self: an account's certificate
 * @identity: (nullable): what was loaded of the account's source, or of somewhere else
 * @secret: (nullable): what unlocked it
 *
 * Takes a certificate that somebody has loaded already.
 */
void
cs_own_certificate_take (CsOwnCertificate *self,
                         CsClientIdentity *identity,
                         CsSecret         *secret)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE (self));

  stop_loading (self);
  set_source (self, cs_account_get_client_source (self->account));
  if (secret)
    cs_credential_set (self->credential, secret);
  set_error (self, NULL);
  set_identity (self, identity);
}

/**
 * cs_own_certificate_set_secret:
 * @self: an account's certificate
 * @secret: the passphrase or PIN that the person typed
 *
 * Takes what is to be tried with the next [method@OwnCertificate.prepare].
 */
void
cs_own_certificate_set_secret (CsOwnCertificate *self,
                               CsSecret         *secret)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE (self));

  cs_credential_set (self->credential, secret);
}

/**
 * cs_own_certificate_keep_secret:
 * @self: an account's certificate, of an account that is part of the profile
 *
 * Gives the secret service what unlocks the certificate, if that is new.
 */
void
cs_own_certificate_keep_secret (CsOwnCertificate *self)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE (self));

  if (self->identity)
    cs_credential_keep (self->credential);
}

/**
 * cs_own_certificate_unload:
 * @self: an account's certificate
 *
 * Forgets what is loaded, for it is of no use any more: the token was pulled out. The next [method@OwnCertificate.prepare] loads it
 * anew.
 */
void
cs_own_certificate_unload (CsOwnCertificate *self)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE (self));

  if (self->source)
    set_identity (self, NULL);
}

/**
 * cs_own_certificate_get_source:
 * @self: an account's certificate
 *
 * Returns: (transfer none) (nullable): where it is loaded from; %NULL where the account has none
 */
CsClientSource *
cs_own_certificate_get_source (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), NULL);

  return cs_account_get_client_source (self->account);
}

/**
 * cs_own_certificate_get_identity:
 * @self: an account's certificate
 *
 * Returns: (transfer none) (nullable): the certificate with its key, once it is loaded
 */
CsClientIdentity *
cs_own_certificate_get_identity (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), NULL);

  return self->identity;
}

/**
 * cs_own_certificate_get_certificate:
 * @self: an account's certificate
 *
 * Returns: (transfer none) (nullable): the certificate, once it is loaded
 */
CsCertificate *
cs_own_certificate_get_certificate (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), NULL);

  return self->identity ? cs_client_identity_get_certificate (self->identity) : NULL;
}

/**
 * cs_own_certificate_get_error:
 * @self: an account's certificate
 *
 * Returns: (transfer none) (nullable): why it cannot be used
 */
const GError *
cs_own_certificate_get_error (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), NULL);

  return self->error;
}

/**
 * cs_own_certificate_concerns:
 * @error: (nullable): why there is no connection
 *
 * Returns: whether another certificate, or any, would mend it
 */
gboolean
cs_own_certificate_concerns (const GError *error)
{
  static const int codes[] = {
    CS_ERROR_CLIENT_CERTIFICATE, CS_ERROR_TOKEN, CS_ERROR_PASSPHRASE_WANTED, CS_ERROR_PASSPHRASE_WRONG,
    CS_ERROR_PIN_LAST_TRY, CS_ERROR_PIN_LOCKED, CS_ERROR_NO_KEY, CS_ERROR_KEY_MISMATCH, CS_ERROR_NOT_A_CERTIFICATE, CS_ERROR_NOT_FOUND,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_error_matches (error, CS_ERROR, codes[i]))
      return TRUE;
  }

  return FALSE;
}

/**
 * cs_own_certificate_has_secret:
 * @self: an account's certificate
 *
 * Returns: whether a passphrase or PIN is known that unlocks it
 */
gboolean
cs_own_certificate_has_secret (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), FALSE);

  return cs_credential_get (self->credential) != NULL;
}

/**
 * cs_own_certificate_is_secret_wanted:
 * @self: an account's certificate
 *
 * Gets whether the person has to give a passphrase or PIN: [method@OwnCertificate.set_secret], then [method@Session.start].
 *
 * Returns: %TRUE if so
 */
gboolean
cs_own_certificate_is_secret_wanted (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), FALSE);

  return cs_credential_is_wanted (self->credential);
}

/**
 * cs_own_certificate_is_secret_kept:
 * @self: an account's certificate
 *
 * Returns: whether the secret service holds the passphrase or PIN
 */
gboolean
cs_own_certificate_is_secret_kept (CsOwnCertificate *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE (self), FALSE);

  return cs_credential_is_kept (self->credential);
}
