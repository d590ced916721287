/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sip-stack-private.h"

#include "cs-transport.h"

struct _CsSipStack
{
  GObject    parent;

  su_root_t *root;
  GSource   *source;
};

G_DEFINE_FINAL_TYPE (CsSipStack, cs_sip_stack, G_TYPE_OBJECT)

/* At exit, libsofia-sip-ua deletes its thread-specific key whether it ever made it or not; if not, that is key 0, which is GLib's,
 * and a thread that still runs aborts the process. So the key is made, before anything else happens. */
static void __attribute__ ((constructor))
make_key (void)
{
  su_random64 ();
}

/* What Sofia has to say may hold messages and credentials. */
static void
discard_log (void       *stream,
             const char *format,
             va_list     arguments)
{
}

static void
cs_sip_stack_finalize (GObject *object)
{
  CsSipStack *self = CS_SIP_STACK (object);

  g_clear_pointer (&self->root, su_root_destroy);
  g_clear_pointer (&self->source, g_source_unref);
  su_deinit ();

  G_OBJECT_CLASS (cs_sip_stack_parent_class)->finalize (object);
}

static void
cs_sip_stack_class_init (CsSipStackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_sip_stack_finalize;
}

static void
cs_sip_stack_init (CsSipStack *self)
{
  su_log_redirect (NULL, discard_log, NULL);
  su_init ();

  self->root = su_glib_root_create (NULL);
  su_root_threading (self->root, 0);

  self->source = g_source_ref (su_glib_root_gsource (self->root));
  /* Nothing below it runs the main loop. Otherwise GLib would stop watching Sofia's connections while it calls Sofia, and wake
   * its loop up twice for each of them. */
  g_source_set_can_recurse (self->source, TRUE);
  g_source_attach (self->source, NULL);
}

/**
 * cs_sip_stack_new:
 * @error: return location for an error
 *
 * Sets up Sofia-SIP on the default main context. Every TLS connection that it will ever make is ours.
 *
 * Returns: (transfer full): a new stack, or %NULL with %CS_ERROR_UNSUPPORTED set when the installed library is not one that
 *   we know
 */
CsSipStack *
cs_sip_stack_new (GError **error)
{
  if (!cs_transport_register (error))
    return NULL;

  return g_object_new (CS_TYPE_SIP_STACK, NULL);
}

/*< private >
 * cs_sip_stack_get_root:
 * @self: a stack
 *
 * Returns: (transfer none): Sofia's main loop object
 */
su_root_t *
cs_sip_stack_get_root (CsSipStack *self)
{
  return self->root;
}
