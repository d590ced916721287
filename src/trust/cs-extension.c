/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-extension.h"

/*
 * cs_extension_read:
 * @from: what is left of a sequence of extensions; moved on
 * @extension: (out): the next
 *
 * Returns: %FALSE when it is not well formed
 */
gboolean
cs_extension_read (CsDer       *from,
                   CsExtension *extension)
{
  CsDer inner, flag;
  gboolean flagged;

  if (!cs_der_read (from, CS_DER_SEQUENCE, &inner) || !cs_der_read (&inner, CS_DER_OID, &extension->oid) ||
      !cs_der_read_optional (&inner, CS_DER_BOOLEAN, &flag, &flagged) ||
      !cs_der_read (&inner, CS_DER_OCTET_STRING, &extension->value) || inner.size > 0 || extension->oid.size == 0)
    return FALSE;

  /* FALSE is the default, which DER leaves out; some write it all the same. */
  if (flagged && !cs_der_is (flag, "\xff", 1) && !cs_der_is (flag, "\0", 1))
    return FALSE;
  extension->critical = flagged && flag.data[0] != 0;

  return TRUE;
}

/*
 * cs_extension_is:
 * @extension: an extension
 * @number: a number below 2.5.29
 *
 * Returns: whether it is that one
 */
gboolean
cs_extension_is (const CsExtension *extension,
                 guint              number)
{
  return extension->oid.size == 3 && extension->oid.data[0] == 0x55 && extension->oid.data[1] == 0x1d && extension->oid.data[2] == number;
}

/*
 * cs_extension_is_listed:
 * @extension: an extension
 * @list: (array length=n_list): numbers
 * @n_list: how many
 *
 * Returns: whether it is one of those
 */
gboolean
cs_extension_is_listed (const CsExtension *extension,
                        const CsDer       *list,
                        gsize              n_list)
{
  for (gsize i = 0; i < n_list; i++) {
    if (cs_der_equal (extension->oid, list[i]))
      return TRUE;
  }

  return FALSE;
}
