/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-der.h"

#include <string.h>

/*
 * GnuTLS reads revocation lists into a tree: one of ten megabytes takes seconds and hundreds of megabytes, and what stands between the
 * fields it knows goes unseen. This reader walks the bytes and takes only what X.690 section 10 allows.
 */

/*
 * cs_der_from_bytes:
 * @bytes: some bytes
 *
 * Returns: the same, still belonging to @bytes
 */
CsDer
cs_der_from_bytes (GBytes *bytes)
{
  CsDer der;

  der.data = g_bytes_get_data (bytes, &der.size);

  return der;
}

gboolean
cs_der_equal (CsDer a,
              CsDer b)
{
  return a.size == b.size && (a.size == 0 || memcmp (a.data, b.data, a.size) == 0);
}

gboolean
cs_der_is (CsDer       value,
           const char *bytes,
           gsize       size)
{
  return cs_der_equal (value, (CsDer) { (const guint8 *) bytes, size });
}

/*
 * cs_der_peek:
 * @from: what is left to read
 *
 * Returns: the tag of what comes next, or -1 when nothing does
 */
int
cs_der_peek (CsDer from)
{
  return from.size > 0 ? from.data[0] : -1;
}

static gboolean
read_length (CsDer *from,
             gsize *length)
{
  guint n;

  if (from->size == 0)
    return FALSE;

  n = from->data[0];
  from->data++;
  from->size--;
  if (n < 0x80) {
    *length = n;
    return TRUE;
  }

  /* Neither lengths left open nor more octets than needed; nothing here has four gigabytes. */
  n &= 0x7f;
  if (n == 0 || n > 4 || n > from->size || from->data[0] == 0)
    return FALSE;
  *length = 0;
  for (guint i = 0; i < n; i++)
    *length = *length << 8 | from->data[i];
  from->data += n;
  from->size -= n;

  return *length >= 0x80;
}

/*
 * cs_der_read_any:
 * @from: what is left to read; moved behind what was read
 * @tag: (out): its tag
 * @value: (out): what it holds
 *
 * Reads the next value, whatever it is.
 *
 * Returns: %FALSE when there is none that is whole and well formed; @from is of no use then
 */
gboolean
cs_der_read_any (CsDer *from,
                 int   *tag,
                 CsDer *value)
{
  gsize length;

  if (from->size < 2 || (from->data[0] & 0x1f) == 0x1f)
    return FALSE;

  *tag = from->data[0];
  from->data++;
  from->size--;
  if (!read_length (from, &length) || length > from->size)
    return FALSE;

  *value = (CsDer) { from->data, length };
  from->data += length;
  from->size -= length;

  return TRUE;
}

/*
 * cs_der_read:
 * @from: what is left to read
 * @tag: the tag that has to come
 * @value: (out): what it holds
 *
 * Returns: %FALSE when something else comes
 */
gboolean
cs_der_read (CsDer *from,
             int    tag,
             CsDer *value)
{
  int found;

  return cs_der_peek (*from) == tag && cs_der_read_any (from, &found, value);
}

/*
 * cs_der_read_whole:
 * @from: what is left to read
 * @tag: the tag that has to come
 * @whole: (out): what comes, with tag and length
 *
 * Returns: %FALSE when something else comes
 */
gboolean
cs_der_read_whole (CsDer *from,
                   int    tag,
                   CsDer *whole)
{
  const guint8 *start = from->data;
  CsDer value;

  if (!cs_der_read (from, tag, &value))
    return FALSE;

  *whole = (CsDer) { start, from->data - start };

  return TRUE;
}

/*
 * cs_der_read_optional:
 * @from: what is left to read
 * @tag: the tag that may come
 * @value: (out): what it holds
 * @found: (out): whether it came
 *
 * Returns: %FALSE when it comes and is not well formed
 */
gboolean
cs_der_read_optional (CsDer    *from,
                      int       tag,
                      CsDer    *value,
                      gboolean *found)
{
  *found = cs_der_peek (*from) == tag;

  return !*found || cs_der_read (from, tag, value);
}

/*
 * cs_der_read_small:
 * @from: what is left to read
 * @tag: the tag of an integer or enumeration
 * @value: (out): a number below 128
 *
 * Returns: %FALSE when something else comes
 */
gboolean
cs_der_read_small (CsDer *from,
                   int    tag,
                   guint *value)
{
  CsDer number;

  if (!cs_der_read (from, tag, &number) || number.size != 1 || number.data[0] >= 0x80)
    return FALSE;

  *value = number.data[0];

  return TRUE;
}

/*
 * cs_der_read_integer:
 * @from: what is left to read
 * @value: (out): the bytes of the number, as short as they can be
 *
 * Returns: %FALSE when something else comes
 */
gboolean
cs_der_read_integer (CsDer *from,
                     CsDer *value)
{
  if (!cs_der_read (from, CS_DER_INTEGER, value) || value->size == 0)
    return FALSE;

  return value->size == 1 || !((value->data[0] == 0 && value->data[1] < 0x80) || (value->data[0] == 0xff && value->data[1] >= 0x80));
}

/*
 * cs_der_read_bits:
 * @from: what is left to read
 * @bits: (out): the octets of a bit string that has only whole ones
 *
 * Returns: %FALSE when something else comes
 */
gboolean
cs_der_read_bits (CsDer *from,
                  CsDer *bits)
{
  if (!cs_der_read (from, CS_DER_BIT_STRING, bits) || bits->size == 0 || bits->data[0] != 0)
    return FALSE;

  bits->data++;
  bits->size--;

  return TRUE;
}

static gboolean
read_digits (const guint8 **at,
             guint          n,
             guint         *value)
{
  *value = 0;
  for (; n > 0; n--, (*at)++) {
    if (!g_ascii_isdigit (**at))
      return FALSE;
    *value = *value * 10 + (**at - '0');
  }

  return TRUE;
}

/* Days since 1970 of a date in the Gregorian calendar, in which a year begins with March so that the odd day comes last. */
static gint64
count_days (guint year,
            guint month,
            guint day)
{
  gint64 y = month > 2 ? year : (gint64) year - 1;
  gint64 m = month > 2 ? month - 3 : month + 9;

  return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

/*
 * cs_der_read_time:
 * @from: what is left to read
 * @time: (out): a Unix time
 *
 * Reads a time in one of the two forms, as RFC 5280 section 4.1.2.5 wants them: with seconds, without fractions, in UTC.
 *
 * Returns: %FALSE when something else comes
 */
gboolean
cs_der_read_time (CsDer  *from,
                  gint64 *time)
{
  guint year, month, day, hour, minute, second;
  const guint8 *at;
  CsDer text;
  int tag;

  if (!cs_der_read_any (from, &tag, &text) ||
      !((tag == CS_DER_UTC_TIME && text.size == 13) || (tag == CS_DER_TIME && text.size == 15)))
    return FALSE;

  at = text.data;
  if (!read_digits (&at, tag == CS_DER_TIME ? 4 : 2, &year) || !read_digits (&at, 2, &month) || !read_digits (&at, 2, &day) ||
      !read_digits (&at, 2, &hour) || !read_digits (&at, 2, &minute) || !read_digits (&at, 2, &second) || *at != 'Z')
    return FALSE;

  if (tag == CS_DER_UTC_TIME)
    year += year < 50 ? 2000 : 1900;
  if (year == 0 || month < 1 || month > 12 || day < 1 || day > g_date_get_days_in_month (month, year) || hour > 23 || minute > 59 || second > 59)
    return FALSE;

  *time = ((count_days (year, month, day) * 24 + hour) * 60 + minute) * 60 + second;

  return TRUE;
}
