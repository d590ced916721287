/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-ocsp-reader.h"

#include "cs-extension.h"

#define BYTES(text) { (const guint8 *) text, sizeof text - 1 }

#define BASIC "\x2b\x06\x01\x05\x05\x07\x30\x01\x01"

static const CsDer nonce_oid = BYTES ("\x2b\x06\x01\x05\x05\x07\x30\x01\x02");

/* What may be critical and changes nothing here: CRL references, archive cut-off, certificate transparency. */
static const CsDer harmless[] = {
  BYTES ("\x2b\x06\x01\x05\x05\x07\x30\x01\x03"),
  BYTES ("\x2b\x06\x01\x05\x05\x07\x30\x01\x06"),
  BYTES ("\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x05"),
};

/* @nonce: NULL where there can't be one */
static gboolean
read_extensions (CsDer     from,
                 gboolean *not_understood,
                 CsDer    *nonce,
                 gboolean *has_nonce)
{
  CsExtension extension;
  CsDer list;

  if (!cs_der_read (&from, CS_DER_SEQUENCE, &list) || from.size > 0)
    return FALSE;

  while (list.size > 0) {
    if (!cs_extension_read (&list, &extension))
      return FALSE;

    if (nonce && cs_extension_is_listed (&extension, &nonce_oid, 1)) {
      CsDer value = extension.value;

      /* RFC 8954 2.1. Older responders leave out the inner wrapping. */
      if (*has_nonce)
        return FALSE;
      if (!cs_der_read (&value, CS_DER_OCTET_STRING, nonce) || value.size > 0)
        *nonce = extension.value;
      *has_nonce = TRUE;
    } else if (extension.critical && !cs_extension_is_listed (&extension, harmless, G_N_ELEMENTS (harmless))) {
      *not_understood = TRUE;
    }
  }

  return TRUE;
}

static gboolean
read_responder (CsDer  *from,
                CsOcsp *ocsp)
{
  CsDer inner;

  ocsp->is_by_name = cs_der_peek (*from) == CS_DER_INSIDE (1);
  if (ocsp->is_by_name) {
    return cs_der_read (from, CS_DER_INSIDE (1), &inner) && cs_der_read_whole (&inner, CS_DER_SEQUENCE, &ocsp->responder) &&
           inner.size == 0;
  }

  return cs_der_read (from, CS_DER_INSIDE (2), &inner) && cs_der_read (&inner, CS_DER_OCTET_STRING, &ocsp->responder) && inner.size == 0;
}

static gboolean
read_content (CsOcsp *ocsp)
{
  CsDer whole = ocsp->signature.content;
  CsDer content, value;
  gboolean found;
  guint version;

  if (!cs_der_read (&whole, CS_DER_SEQUENCE, &content) || !cs_der_read_optional (&content, CS_DER_INSIDE (0), &value, &found))
    return FALSE;
  /* There is no other version than the first. */
  if (found && (!cs_der_read_small (&value, CS_DER_INTEGER, &version) || version != 0 || value.size > 0))
    return FALSE;

  if (!read_responder (&content, ocsp) || cs_der_peek (content) != CS_DER_TIME || !cs_der_read_time (&content, &ocsp->produced) ||
      !cs_der_read (&content, CS_DER_SEQUENCE, &ocsp->singles) ||
      !cs_der_read_optional (&content, CS_DER_INSIDE (1), &value, &found) || content.size > 0)
    return FALSE;

  return !found || read_extensions (value, &ocsp->not_understood, &ocsp->nonce, &ocsp->has_nonce);
}

static gboolean
read_basic (CsDer   bytes,
            CsOcsp *ocsp)
{
  CsDer outer, list;
  gboolean found;

  if (!cs_der_read (&bytes, CS_DER_SEQUENCE, &outer) || bytes.size > 0 || !cs_signed_read (&outer, &ocsp->signature) ||
      !cs_der_read_optional (&outer, CS_DER_INSIDE (0), &list, &found) || outer.size > 0)
    return FALSE;
  if (found && (!cs_der_read (&list, CS_DER_SEQUENCE, &ocsp->certificates) || list.size > 0))
    return FALSE;

  return read_content (ocsp);
}

/*
 * cs_ocsp_read:
 * @bytes: an OCSP response in DER
 * @ocsp: (out): what is in it
 *
 * Reads a response. It proves nothing before its signature is verified.
 *
 * Returns: %FALSE when it is not well formed, of an unknown type, or tells of a failure
 */
gboolean
cs_ocsp_read (CsDer   bytes,
              CsOcsp *ocsp)
{
  CsDer outer, explicit, inner, type, basic;
  guint status;

  *ocsp = (CsOcsp) { 0 };

  return cs_der_read (&bytes, CS_DER_SEQUENCE, &outer) && bytes.size == 0 &&
         cs_der_read_small (&outer, CS_DER_ENUMERATED, &status) && status == 0 &&
         cs_der_read (&outer, CS_DER_INSIDE (0), &explicit) && outer.size == 0 &&
         cs_der_read (&explicit, CS_DER_SEQUENCE, &inner) && explicit.size == 0 &&
         cs_der_read (&inner, CS_DER_OID, &type) && cs_der_is (type, BASIC, sizeof BASIC - 1) &&
         cs_der_read (&inner, CS_DER_OCTET_STRING, &basic) && inner.size == 0 && read_basic (basic, ocsp);
}

static gboolean
read_status (CsDer        *from,
             CsOcspSingle *single)
{
  CsDer value;
  gint64 time;
  int tag;

  if (!cs_der_read_any (from, &tag, &value))
    return FALSE;

  switch (tag) {
  case CS_DER_INSTEAD (0):
    single->state = CS_REVOCATION_GOOD;
    return value.size == 0;
  case CS_DER_INSIDE (1):
    single->state = CS_REVOCATION_REVOKED;
    return cs_der_peek (value) == CS_DER_TIME && cs_der_read_time (&value, &time);
  case CS_DER_INSTEAD (2):
    single->state = CS_REVOCATION_UNKNOWN;
    return value.size == 0;
  default:
    return FALSE;
  }
}

/*
 * cs_ocsp_read_single:
 * @from: what is left of the singles of a response; moved on
 * @single: (out): the next
 *
 * Returns: %FALSE when it is not well formed
 */
gboolean
cs_ocsp_read_single (CsDer        *from,
                     CsOcspSingle *single)
{
  CsDer inner, id, algorithm, value;
  gboolean found;

  *single = (CsOcspSingle) { 0 };
  if (!cs_der_read (from, CS_DER_SEQUENCE, &inner) || !cs_der_read (&inner, CS_DER_SEQUENCE, &id) ||
      !cs_der_read (&id, CS_DER_SEQUENCE, &algorithm) || !cs_der_read (&algorithm, CS_DER_OID, &single->hash) ||
      !cs_der_read (&id, CS_DER_OCTET_STRING, &single->name_hash) || !cs_der_read (&id, CS_DER_OCTET_STRING, &single->key_hash) ||
      !cs_der_read (&id, CS_DER_INTEGER, &single->serial) || id.size > 0)
    return FALSE;

  if (!read_status (&inner, single) || cs_der_peek (inner) != CS_DER_TIME || !cs_der_read_time (&inner, &single->said) ||
      !cs_der_read_optional (&inner, CS_DER_INSIDE (0), &value, &found))
    return FALSE;
  if (found && (cs_der_peek (value) != CS_DER_TIME || !cs_der_read_time (&value, &single->next) || value.size > 0))
    return FALSE;
  if (!cs_der_read_optional (&inner, CS_DER_INSIDE (1), &value, &found) || inner.size > 0)
    return FALSE;

  return !found || read_extensions (value, &single->not_understood, NULL, NULL);
}
