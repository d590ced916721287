/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-content-coding.h"

#include <gio/gio.h>

/* RFC 1950 section 2.2: how a zlib stream begins. */
static gboolean
has_zlib_header (const guint8 *data,
                 gsize         size)
{
  return size >= 2 && (data[0] & 0x0f) == 8 && (data[0] << 8 | data[1]) % 31 == 0;
}

static guint
inflate (GConverter  *inflater,
         GBytes      *body,
         gsize        max_size,
         GBytes     **decoded)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 piece[16 * 1024];

  for (;;) {
    gsize n_read = 0;
    gsize n_written = 0;
    GConverterResult result = g_converter_convert (inflater, data, size, piece, sizeof piece, G_CONVERTER_INPUT_AT_END,
                                                   &n_read, &n_written, NULL);

    if (result == G_CONVERTER_ERROR)
      return 400;
    /* A few bytes can stand for gigabytes: stop before they are there. */
    if (n_written > max_size - out->len)
      return 413;

    g_byte_array_append (out, piece, n_written);
    data += n_read;
    size -= n_read;
    if (result == G_CONVERTER_FINISHED)
      break;
  }

  if (size > 0)
    return 400;

  *decoded = g_byte_array_free_to_bytes (g_steal_pointer (&out));

  return 200;
}

/**
 * cs_content_coding_decode:
 * @coding: (nullable): a Content-Encoding
 * @body: the body
 * @max_size: how large it may become, in bytes
 * @decoded: (out) (transfer full) (nullable): the body as it was before it was coded
 *
 * Takes off a content coding. "deflate" is what RFC 9110 section 8.4.1.2 says, or what others take it for, which is the same
 * without its header.
 *
 * Returns: 200, or the status to refuse the request with
 */
guint
cs_content_coding_decode (const char  *coding,
                          GBytes      *body,
                          gsize        max_size,
                          GBytes     **decoded)
{
  g_autoptr (GZlibDecompressor) inflater = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);

  *decoded = NULL;
  if (!coding || g_ascii_strcasecmp (coding, "identity") == 0) {
    *decoded = g_bytes_ref (body);
    return 200;
  }

  if (g_ascii_strcasecmp (coding, "gzip") == 0 || g_ascii_strcasecmp (coding, "x-gzip") == 0)
    inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  else if (g_ascii_strcasecmp (coding, "deflate") == 0)
    inflater = g_zlib_decompressor_new (has_zlib_header (data, size) ? G_ZLIB_COMPRESSOR_FORMAT_ZLIB
                                                                     : G_ZLIB_COMPRESSOR_FORMAT_RAW);
  else
    return 415;

  return inflate (G_CONVERTER (inflater), body, max_size, decoded);
}
