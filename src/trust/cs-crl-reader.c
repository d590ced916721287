/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-crl-reader.h"

#include "cs-extension.h"

#define MAX_EXTENSIONS 32

/* The reason of RFC 5280 5.3.1 that is for delta lists only: no longer revoked. */
#define REMOVE_FROM_CRL 8
#define MAX_REASON 10

#define BYTES(text) { (const guint8 *) text, sizeof text - 1 }

/* What may be critical and changes nothing here: AKI, issuerAltName, number, freshest CRL, authorityInfoAccess. */
static const CsDer harmless[] = {
  BYTES ("\x55\x1d\x23"),
  BYTES ("\x55\x1d\x12"),
  BYTES ("\x55\x1d\x14"),
  BYTES ("\x55\x1d\x2e"),
  BYTES ("\x2b\x06\x01\x05\x05\x07\x01\x01"),
};

static gboolean
read_flag (CsDer    *from,
           guint     number,
           gboolean *flag)
{
  CsDer value;

  if (!cs_der_read_optional (from, CS_DER_INSTEAD (number), &value, flag))
    return FALSE;

  return !*flag || cs_der_is (value, "\xff", 1);
}

/* RFC 5280 5.2.5 */
static gboolean
read_issuing_point (CsCrl *crl,
                    CsDer  value)
{
  CsDer inner, reasons, choice;
  gboolean only_attributes;
  int tag;

  if (!cs_der_read (&value, CS_DER_SEQUENCE, &inner) || value.size > 0 || inner.size == 0 || crl->has_point ||
      !cs_der_read_optional (&inner, CS_DER_INSIDE (0), &crl->point, &crl->has_point) ||
      !read_flag (&inner, 1, &crl->only_users) || !read_flag (&inner, 2, &crl->only_authorities) ||
      !cs_der_read_optional (&inner, CS_DER_INSTEAD (3), &reasons, &crl->is_partial) ||
      !read_flag (&inner, 4, &crl->is_indirect) || !read_flag (&inner, 5, &only_attributes) || inner.size > 0)
    return FALSE;

  if (crl->has_point) {
    CsDer point = crl->point;

    if (!cs_der_read_any (&point, &tag, &choice) || point.size > 0)
      return FALSE;
  }
  /* A list of attribute certificates says nothing of ours. */
  if (only_attributes)
    crl->not_understood = TRUE;

  return crl->only_users + crl->only_authorities + only_attributes <= 1;
}

static gboolean
read_extensions (CsCrl *crl,
                 CsDer  from)
{
  CsExtension seen[MAX_EXTENSIONS];
  CsDer list;
  guint n = 0;

  if (!cs_der_read (&from, CS_DER_SEQUENCE, &list) || from.size > 0 || list.size == 0)
    return FALSE;

  while (list.size > 0) {
    if (n == MAX_EXTENSIONS || !cs_extension_read (&list, &seen[n]))
      return FALSE;
    for (guint i = 0; i < n; i++) {
      if (cs_der_equal (seen[i].oid, seen[n].oid))
        return FALSE;
    }

    if (cs_extension_is (&seen[n], CS_EXTENSION_DELTA_INDICATOR))
      crl->is_delta = TRUE;
    else if (cs_extension_is (&seen[n], CS_EXTENSION_ISSUING_POINT) && !read_issuing_point (crl, seen[n].value))
      return FALSE;
    else if (seen[n].critical && !cs_extension_is (&seen[n], CS_EXTENSION_ISSUING_POINT) &&
             !cs_extension_is_listed (&seen[n], harmless, G_N_ELEMENTS (harmless)))
      crl->not_understood = TRUE;
    n++;
  }

  return TRUE;
}

/* RFC 5280 5.3: what is critical and unknown in an entry spoils the whole list. */
static gboolean
read_entry_extensions (CsCrl    *crl,
                       CsDer     list,
                       gboolean *removed)
{
  CsExtension extension;
  guint reason;

  if (list.size == 0)
    return FALSE;

  while (list.size > 0) {
    if (!cs_extension_read (&list, &extension))
      return FALSE;

    if (cs_extension_is (&extension, CS_EXTENSION_REASON_CODE)) {
      if (!cs_der_read_small (&extension.value, CS_DER_ENUMERATED, &reason) || extension.value.size > 0 || reason > MAX_REASON)
        return FALSE;
      *removed = reason == REMOVE_FROM_CRL;
    } else if (cs_extension_is (&extension, CS_EXTENSION_CERTIFICATE_ISSUER) ||
               (extension.critical && !cs_extension_is (&extension, CS_EXTENSION_INVALIDITY_DATE))) {
      crl->not_understood = TRUE;
    }
  }

  return TRUE;
}

static gboolean
read_entries (CsCrl    *crl,
              CsDer     list,
              CsDer     serial,
              gboolean  may_extend)
{
  CsDer entry, number, extensions;
  gboolean extended;
  gint64 time;

  if (list.size == 0)
    return FALSE;

  while (list.size > 0) {
    gboolean removed = FALSE;

    if (!cs_der_read (&list, CS_DER_SEQUENCE, &entry) || !cs_der_read_integer (&entry, &number) || !cs_der_read_time (&entry, &time) ||
        !cs_der_read_optional (&entry, CS_DER_SEQUENCE, &extensions, &extended) || entry.size > 0)
      return FALSE;
    if (extended && (!may_extend || !read_entry_extensions (crl, extensions, &removed)))
      return FALSE;
    if (cs_der_equal (number, serial) && !removed)
      crl->is_listed = TRUE;
  }

  return TRUE;
}

static gboolean
is_time (int tag)
{
  return tag == CS_DER_UTC_TIME || tag == CS_DER_TIME;
}

static gboolean
read_content (CsCrl *crl,
              CsDer  content,
              CsDer  serial)
{
  gboolean versioned = cs_der_peek (content) == CS_DER_INTEGER;
  CsDer algorithm, value;
  gboolean found;
  guint version;

  /* Only version 2 is ever written. */
  if (versioned && (!cs_der_read_small (&content, CS_DER_INTEGER, &version) || version != 1))
    return FALSE;

  if (!cs_der_read_whole (&content, CS_DER_SEQUENCE, &algorithm) || !cs_der_equal (algorithm, crl->signature.algorithm) ||
      !cs_der_read_whole (&content, CS_DER_SEQUENCE, &crl->issuer) || !cs_der_read_time (&content, &crl->said) ||
      (is_time (cs_der_peek (content)) && !cs_der_read_time (&content, &crl->next)))
    return FALSE;

  if (!cs_der_read_optional (&content, CS_DER_SEQUENCE, &value, &found) || (found && !read_entries (crl, value, serial, versioned)))
    return FALSE;
  if (!cs_der_read_optional (&content, CS_DER_INSIDE (0), &value, &found) || (found && !(versioned && read_extensions (crl, value))))
    return FALSE;

  return content.size == 0;
}

/*
 * cs_crl_read:
 * @bytes: a revocation list in DER
 * @serial: a serial number to look for
 * @crl: (out): what is in the list
 *
 * Reads every byte of a list. It proves nothing before its signature is verified.
 *
 * Returns: %FALSE when it is not well formed
 */
gboolean
cs_crl_read (CsDer  bytes,
             CsDer  serial,
             CsCrl *crl)
{
  CsDer outer, whole, content;

  *crl = (CsCrl) { 0 };
  if (!cs_der_read (&bytes, CS_DER_SEQUENCE, &outer) || bytes.size > 0 || !cs_signed_read (&outer, &crl->signature) || outer.size > 0)
    return FALSE;

  whole = crl->signature.content;

  return cs_der_read (&whole, CS_DER_SEQUENCE, &content) && read_content (crl, content, serial);
}
