/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-secret.h"

#include <string.h>

struct _CsSecret
{
  gsize size;
  char  text[];
};

G_DEFINE_BOXED_TYPE (CsSecret, cs_secret, cs_secret_ref, cs_secret_unref)

static void
wipe (gpointer data)
{
  CsSecret *self = data;

  /* A plain memset of memory that is freed next may be optimised away. */
  explicit_bzero (self->text, self->size);
}

/**
 * cs_secret_new:
 * @text: the secret, a NUL-terminated string
 *
 * Copies @text into memory that is wiped before it is given back. Wiping @text itself is the caller's business.
 *
 * Returns: (transfer full): a new secret
 */
CsSecret *
cs_secret_new (const char *text)
{
  CsSecret *self;
  gsize size;

  g_return_val_if_fail (text != NULL, NULL);

  size = strlen (text) + 1;
  self = g_atomic_rc_box_alloc (sizeof *self + size);
  self->size = size;
  memcpy (self->text, text, size);

  return self;
}

/**
 * cs_secret_ref:
 * @self: a secret
 *
 * Returns: (transfer full): @self with one more owner
 */
CsSecret *
cs_secret_ref (CsSecret *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_secret_unref:
 * @self: (transfer full): a secret
 *
 * Lets go of @self. With the last owner the text is wiped.
 */
void
cs_secret_unref (CsSecret *self)
{
  g_atomic_rc_box_release_full (self, wipe);
}

/**
 * cs_secret_peek:
 * @self: a secret
 *
 * The text itself. Use it in place: a copy would not be wiped.
 *
 * Returns: (transfer none): the secret, valid as long as @self
 */
const char *
cs_secret_peek (CsSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/* What is wiped is not what GBytes knows of, so that its size is kept with it. */
typedef struct {
  guint8 *data;
  gsize   size;
} Wiped;

static void
wiped_free (gpointer data)
{
  Wiped *wiped = data;

  explicit_bzero (wiped->data, wiped->size);
  g_free (wiped->data);
  g_free (wiped);
}

/**
 * cs_secret_bytes_new_take:
 * @data: (transfer full) (array length=size): memory of g_malloc(), with a private key in it, for example
 * @size: how much of it is used, in bytes
 *
 * Returns: (transfer full): the same memory, which is wiped when nobody needs it any more
 */
GBytes *
cs_secret_bytes_new_take (guint8 *data,
                          gsize   size)
{
  Wiped *wiped = g_new0 (Wiped, 1);

  wiped->data = data;
  wiped->size = size;

  return g_bytes_new_with_free_func (data, size, wiped_free, wiped);
}
