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
  g_test_add_func ("/der/reads-integers", test_reads_integers);
  g_test_add_func ("/der/reads-times", test_reads_times);

  return g_test_run ();
}
