/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <string.h>

#include "sip/cs-content-coding.h"

#define LIMIT 1000

static GBytes *
compress (GZlibCompressorFormat  format,
          const char            *text,
          gsize                  length)
{
  g_autoptr (GZlibCompressor) deflater = g_zlib_compressor_new (format, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (deflater));

  g_assert_true (g_output_stream_write_all (stream, text, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static const struct {
  const char            *coding;
  GZlibCompressorFormat  format;
} codings[] = {
  { "gzip", G_ZLIB_COMPRESSOR_FORMAT_GZIP },
  { "X-GZip", G_ZLIB_COMPRESSOR_FORMAT_GZIP },
  { "deflate", G_ZLIB_COMPRESSOR_FORMAT_ZLIB },
  { "Deflate", G_ZLIB_COMPRESSOR_FORMAT_RAW },
};

static void
test_takes_off (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++) {
    g_autoptr (GBytes) coded = compress (codings[i].format, "hello", 5);
    g_autoptr (GBytes) text = NULL;

    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, coded, LIMIT, &text), ==, 200);
    g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "hello", 5);
  }
}

/* "deflate" without its header may begin as one with it would. */
static void
test_takes_no_text_for_a_header (void)
{
  g_autoptr (GBytes) coded = compress (G_ZLIB_COMPRESSOR_FORMAT_RAW, "chllo", 5);
  g_autoptr (GBytes) text = NULL;
  const guint8 *data = g_bytes_get_data (coded, NULL);

  g_assert_cmpuint ((data[0] << 8 | data[1]) % 31, ==, 0);
  g_assert_cmpuint (cs_content_coding_decode ("deflate", coded, LIMIT, &text), ==, 200);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "chllo", 5);
}

/* More than is decoded at once, and hardly shorter when it is coded. */
static void
test_takes_off_in_pieces (void)
{
  const gsize size = 50 * 1000;
  g_autofree char *noise = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    noise[i] = (char) g_test_rand_int_range (0, 256);
  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++) {
    g_autoptr (GBytes) coded = compress (codings[i].format, noise, size);
    g_autoptr (GBytes) text = NULL;

    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, coded, size, &text), ==, 200);
    g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), noise, size);
  }
}

static void
test_bomb (void)
{
  const gsize size = 10 * 1000 * 1000;
  g_autofree char *zeros = g_malloc0 (size);

  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++) {
    g_autoptr (GBytes) bomb = compress (codings[i].format, zeros, size);
    g_autoptr (GBytes) largest = compress (codings[i].format, zeros, LIMIT);
    g_autoptr (GBytes) larger = compress (codings[i].format, zeros, LIMIT + 1);
    g_autoptr (GBytes) data = NULL;

    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, bomb, LIMIT, &data), ==, 413);
    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, larger, LIMIT, &data), ==, 413);
    g_assert_null (data);
    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, largest, LIMIT, &data), ==, 200);
    g_assert_cmpuint (g_bytes_get_size (data), ==, LIMIT);
  }
}

static void
test_broken (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++) {
    g_autoptr (GBytes) whole = compress (codings[i].format, "hello", 5);
    g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
    g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
    g_autoptr (GByteArray) more = g_byte_array_new ();
    g_autoptr (GBytes) too_much = NULL;
    g_autoptr (GBytes) data = NULL;

    g_byte_array_append (more, g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
    g_byte_array_append (more, (const guint8 *) "x", 1);
    too_much = g_byte_array_free_to_bytes (g_steal_pointer (&more));

    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, half, LIMIT, &data), ==, 400);
    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, nothing, LIMIT, &data), ==, 400);
    g_assert_cmpuint (cs_content_coding_decode (codings[i].coding, too_much, LIMIT, &data), ==, 400);
    g_assert_null (data);
  }
}

static void
test_others (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GBytes) also_same = NULL;
  g_autoptr (GBytes) data = NULL;

  g_assert_cmpuint (cs_content_coding_decode (NULL, body, LIMIT, &same), ==, 200);
  g_assert_true (same == body);
  g_assert_cmpuint (cs_content_coding_decode ("Identity", body, LIMIT, &also_same), ==, 200);
  g_assert_true (also_same == body);
  g_assert_cmpuint (cs_content_coding_decode ("br", body, LIMIT, &data), ==, 415);
  g_assert_cmpuint (cs_content_coding_decode ("gzip,gzip", body, LIMIT, &data), ==, 415);
  g_assert_null (data);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content-coding/is-taken-off", test_takes_off);
  g_test_add_func ("/content-coding/takes-no-text-for-a-header", test_takes_no_text_for_a_header);
  g_test_add_func ("/content-coding/is-taken-off-in-pieces", test_takes_off_in_pieces);
  g_test_add_func ("/content-coding/has-a-limit", test_bomb);
  g_test_add_func ("/content-coding/refuses-what-is-broken", test_broken);
  g_test_add_func ("/content-coding/knows-its-own", test_others);

  return g_test_run ();
}
