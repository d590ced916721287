/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-der.h"

#define BYTES(text) { (const guint8 *) text, sizeof text - 1 }

static void
test_takes_only_the_shortest_form (void)
{
  static const struct {
    CsDer bytes;
    gboolean good;
  } cases[] = {
    { BYTES ("\x04\x00"), TRUE },
    { BYTES ("\x04\x01" "a"), TRUE },
    { BYTES (""), FALSE },
    { BYTES ("\x04"), FALSE },
    { BYTES ("\x04\x01"), FALSE },
    { BYTES ("\x04\x80\x00\x00"), FALSE },
    { BYTES ("\x04\x81\x01" "a"), FALSE },
    { BYTES ("\x04\x82\x00\x01" "a"), FALSE },
    { BYTES ("\x04\x84\xff\xff\xff\xff"), FALSE },
    { BYTES ("\x04\x85\x00\x00\x00\x00\x01" "a"), FALSE },
    { BYTES ("\x1f\x04\x01" "a"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsDer from = cases[i].bytes;
    CsDer value;
    int tag;

    g_test_message ("%u", i);
    g_assert_cmpint (cs_der_read_any (&from, &tag, &value), ==, cases[i].good);
    if (cases[i].good)
      g_assert_cmpuint (from.size, ==, 0);
  }
}

/* What has 128 bytes or more says so in more octets, and in no more than it needs. */
static void
test_reads_long_values (void)
{
  static const struct {
    CsDer head;
    gsize size;
    gboolean good;
  } cases[] = {
    { BYTES ("\x04\x81\x80"), 128, TRUE },
    { BYTES ("\x04\x82\x01\x02"), 258, TRUE },
    { BYTES ("\x04\x81\x7f"), 127, FALSE },
    { BYTES ("\x04\x82\x00\x80"), 128, FALSE },
    { BYTES ("\x04\x81\x80"), 127, FALSE },
    { BYTES ("\x04\x89\x01\x00\x00\x00\x00\x00\x00\x00\x80"), 128, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autofree char *content = g_strnfill (cases[i].size, 'a');
    CsDer from;
    CsDer value;
    int tag;

    g_test_message ("%u", i);
    g_byte_array_append (bytes, cases[i].head.data, cases[i].head.size);
    g_byte_array_append (bytes, (const guint8 *) content, cases[i].size);
    from = (CsDer) { bytes->data, bytes->len };
    g_assert_cmpint (cs_der_read_any (&from, &tag, &value), ==, cases[i].good);
    if (!cases[i].good)
      continue;

    g_assert_cmpmem (value.data, value.size, content, cases[i].size);
    g_assert_cmpuint (from.size, ==, 0);
  }
}

static void
test_reads_small_numbers (void)
{
  static const struct {
    CsDer bytes;
    int value;    /* -1: none */
  } cases[] = {
    { BYTES ("\x0a\x01\x00"), 0 },
    { BYTES ("\x0a\x01\x7f"), 127 },
    { BYTES ("\x0a\x01\x80"), -1 },
    { BYTES ("\x0a\x02\x00\x01"), -1 },
    { BYTES ("\x0a\x00"), -1 },
    { BYTES ("\x02\x01\x01"), -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsDer from = cases[i].bytes;
    guint value;

    g_test_message ("%u", i);
    if (cs_der_read_small (&from, CS_DER_ENUMERATED, &value))
      g_assert_cmpint ((int) value, ==, cases[i].value);
    else
      g_assert_cmpint (cases[i].value, ==, -1);
  }
}

static void
test_reads_bits (void)
{
  static const struct {
    CsDer bytes;
    gboolean good;
  } cases[] = {
    { BYTES ("\x03\x02\x00" "a"), TRUE },
    { BYTES ("\x03\x02\x01" "a"), FALSE },
    { BYTES ("\x03\x00"), FALSE },
    { BYTES ("\x04\x02\x00" "a"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsDer from = cases[i].bytes;
    CsDer bits;

    g_test_message ("%u", i);
    g_assert_cmpint (cs_der_read_bits (&from, &bits), ==, cases[i].good);
    if (cases[i].good)
      g_assert_true (cs_der_is (bits, "a", 1));
  }
}

static void
test_reads_what_may_come (void)
{
  static const struct {
    CsDer bytes;
    gboolean good;
    gboolean found;
  } cases[] = {
    { BYTES ("\x04\x01" "a"), TRUE, TRUE },
    { BYTES ("\x02\x01\x00"), TRUE, FALSE },
    { BYTES (""), TRUE, FALSE },
    { BYTES ("\x04\x02" "a"), FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsDer from = cases[i].bytes;
    CsDer value;
    gboolean found;

    g_test_message ("%u", i);
    g_assert_cmpint (cs_der_read_optional (&from, CS_DER_OCTET_STRING, &value, &found), ==, cases[i].good);
    g_assert_cmpint (found, ==, cases[i].found);
  }
}

static void
test_compares (void)
{
  static const struct {
    CsDer one;
    CsDer other;
    gboolean equal;
  } cases[] = {
    { BYTES ("ab"), BYTES ("ab"), TRUE },
    { BYTES ("ab"), BYTES ("ac"), FALSE },
    { BYTES ("ab"), BYTES ("abc"), FALSE },
    { BYTES ("abc"), BYTES ("ab"), FALSE },
    { { NULL, 0 }, BYTES (""), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cs_der_equal (cases[i].one, cases[i].other), ==, cases[i].equal);
}

static void
test_takes_a_value_whole (void)
{
  CsDer from = BYTES ("\x30\x03\x02\x01\x05\x04\x00");
  CsDer whole;

  g_assert_true (cs_der_read_whole (&from, CS_DER_SEQUENCE, &whole));
  g_assert_true (cs_der_is (whole, "\x30\x03\x02\x01\x05", 5));
  g_assert_cmpuint (from.size, ==, 2);
  g_assert_false (cs_der_read_whole (&from, CS_DER_SEQUENCE, &whole));
}

static void
test_reads_integers (void)
{
  static const struct {
    CsDer bytes;
    gboolean good;
  } cases[] = {
    { BYTES ("\x02\x01\x00"), TRUE },
    { BYTES ("\x02\x02\x00\x80"), TRUE },
    { BYTES ("\x02\x02\x00\x7f"), FALSE },
    { BYTES ("\x02\x02\xff\x80"), FALSE },
    { BYTES ("\x02\x00"), FALSE },
    { BYTES ("\x0a\x01\x00"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsDer from = cases[i].bytes;
    CsDer value;

    g_test_message ("%u", i);
    g_assert_cmpint (cs_der_read_integer (&from, &value), ==, cases[i].good);
  }
}

static void
test_reads_times (void)
{
  static const struct {
    CsDer bytes;
    gint64 time;
  } cases[] = {
    { BYTES ("\x17\x0d" "700101000000Z"), 0 },
    { BYTES ("\x17\x0d" "491231235959Z"), 2524607999 },
    { BYTES ("\x17\x0d" "500101000000Z"), -631152000 },
    { BYTES ("\x18\x0f" "20240229120000Z"), 1709208000 },
    { BYTES ("\x18\x0f" "20000301000000Z"), 951868800 },
    { BYTES ("\x18\x0f" "99991231235959Z"), 253402300799 },
    { BYTES ("\x18\x0f" "20230229120000Z"), -1 },
    { BYTES ("\x18\x0f" "20230001120000Z"), -1 },
    { BYTES ("\x18\x0f" "20231301120000Z"), -1 },
    { BYTES ("\x18\x0f" "20230101240000Z"), -1 },
    { BYTES ("\x18\x0f" "20230101120060Z"), -1 },
    { BYTES ("\x18\x0f" "2023010112000 Z"), -1 },
    { BYTES ("\x18\x0f" "20230101120000z"), -1 },
    { BYTES ("\x18\x13" "20230101120000.000Z"), -1 },
    { BYTES ("\x18\x13" "20230101120000+0000"), -1 },
    { BYTES ("\x17\x0b" "7001010000Z"), -1 },
    { BYTES ("\x18\x0d" "700101000000Z"), -1 },
    { BYTES ("\x17\x0f" "20230101120000Z"), -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsDer from = cases[i].bytes;
    gint64 time = -1;

    g_test_message ("%u", i);
    g_assert_cmpint (cs_der_read_time (&from, &time), ==, cases[i].time != -1);
    g_assert_cmpint (time, ==, cases[i].time);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/der/takes-only-the-shortest-form", test_takes_only_the_shortest_form);
  g_test_add_func ("/der/reads-long-values", test_reads_long_values);
  g_test_add_func ("/der/reads-small-numbers", test_reads_small_numbers);
  g_test_add_func ("/der/reads-bits", test_reads_bits);
  g_test_add_func ("/der/reads-what-may-come", test_reads_what_may_come);
  g_test_add_func ("/der/compares", test_compares);
  g_test_add_func ("/der/takes-a-value-whole", test_takes_a_value_whole);
  g_test_add_func ("/der/reads-integers", test_reads_integers);
  g_test_add_func ("/der/reads-times", test_reads_times);

  return g_test_run ();
}
