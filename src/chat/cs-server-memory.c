/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-server-memory.h"

struct _CsServerMemory
{
  GObject     parent_instance;

  CsKeptFile *file;
};

G_DEFINE_FINAL_TYPE (CsServerMemory, cs_server_memory, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Whose certificate it is depends on whom we want to talk to, never on where DNS sends us. */
static char *
make_group (CsReferenceIdentity *identity)
{
  CsHost *domain = cs_reference_identity_get_sip_domain (identity);
  CsHost *typed = cs_reference_identity_get_typed_host (identity);

  return g_strdup_printf ("server %s%s%s",
                          domain ? cs_host_get_ascii (domain) : "-",
                          typed ? " " : "",
                          typed ? cs_host_get_ascii (typed) : "");
}

static void
changed (CsServerMemory *self)
{
  cs_kept_file_touch (self->file);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
cs_server_memory_finalize (GObject *object)
{
  g_clear_object (&CS_SERVER_MEMORY (object)->file);

  G_OBJECT_CLASS (cs_server_memory_parent_class)->finalize (object);
}

static void
cs_server_memory_class_init (CsServerMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_server_memory_finalize;

  /**
   * CsServerMemory::changed:
   *
   * Something else is known than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CS_TYPE_SERVER_MEMORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
cs_server_memory_init (CsServerMemory *self)
{
}

/**
 * cs_server_memory_new:
 * @file: where it is kept
 *
 * Returns: (transfer full): a memory
 */
CsServerMemory *
cs_server_memory_new (CsKeptFile *file)
{
  CsServerMemory *self = g_object_new (CS_TYPE_SERVER_MEMORY, NULL);

  self->file = g_object_ref (file);

  return self;
}

/**
 * cs_server_memory_recall:
 * @self: a memory
 * @identity: whom we want to talk to
 *
 * Returns: (transfer full) (nullable): what is known of that server
 */
CsKnownServer *
cs_server_memory_recall (CsServerMemory      *self,
                         CsReferenceIdentity *identity)
{
  g_autofree char *group = NULL;
  g_autoptr (GError) error = NULL;
  CsKnownServer *known;

  g_return_val_if_fail (CS_IS_SERVER_MEMORY (self), NULL);

  group = make_group (identity);
  if (!g_key_file_has_group (cs_kept_file_get (self->file), group))
    return NULL;

  known = cs_known_server_new_from_group (cs_kept_file_get (self->file), group, &error);
  if (!known)
    g_message ("What is known of a server cannot be read: %s", error->message);

  return known;
}

/**
 * cs_server_memory_remember:
 * @self: a memory
 * @verdict: what was found of a server that is to be trusted from now on: it names an anchor
 *
 * Keeps the server's key and certificate and who vouches for it.
 */
void
cs_server_memory_remember (CsServerMemory *self,
                           CsVerdict      *verdict)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsAnchor *anchor = cs_verdict_get_anchor (verdict);
  CsCertificate *leaf = cs_verdict_get_leaf (verdict);
  g_autoptr (CsKnownServer) before = NULL;
  g_autoptr (CsKnownServer) known = NULL;
  g_autofree char *group = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *now = NULL;
  GKeyFile *file;

  g_return_if_fail (CS_IS_SERVER_MEMORY (self));
  g_return_if_fail (identity && anchor && leaf);

  file = cs_kept_file_get (self->file);
  group = make_group (identity);
  before = cs_server_memory_recall (self, identity);
  known = cs_known_server_remember (before, leaf, cs_anchor_get_certificate (anchor));

  kept = g_key_file_to_data (file, NULL, NULL);
  cs_known_server_save_to_group (known, file, group);
  now = g_key_file_to_data (file, NULL, NULL);
  if (!g_str_equal (kept, now))
    changed (self);
}

/**
 * cs_server_memory_forget:
 * @self: a memory
 * @domain: a SIP domain that nobody signs in to any more
 *
 * Forgets what is known of the servers of a domain, whatever host was typed for them.
 */
void
cs_server_memory_forget (CsServerMemory *self,
                         CsHost         *domain)
{
  g_autoptr (CsReferenceIdentity) untyped = NULL;
  g_autofree char *name = NULL;
  g_autofree char *start = NULL;
  g_auto (GStrv) groups = NULL;
  gboolean found = FALSE;

  g_return_if_fail (CS_IS_SERVER_MEMORY (self));

  untyped = cs_reference_identity_new (domain, NULL);
  name = make_group (untyped);
  start = g_strconcat (name, " ", NULL);
  groups = g_key_file_get_groups (cs_kept_file_get (self->file), NULL);
  for (guint i = 0; groups[i]; i++) {
    if (g_str_equal (groups[i], name) || g_str_has_prefix (groups[i], start))
      found |= g_key_file_remove_group (cs_kept_file_get (self->file), groups[i], NULL);
  }

  if (found)
    changed (self);
}
