/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "base/cs-error.h"
#include "sip/cs-frame-guard.h"

#define LIMIT G_GINT64_CONSTANT (10000000)

#define HEAD "MESSAGE sip:a@b SIP/2.0\r\nTo: <sip:a@b>\r\n"

/* What a guard makes of the stream: its messages, each ended by "|", and "!" for a refusal. */
static const struct {
  const char *description;
  const char *input;
  gssize      length;
  const char *expected;
} cases[] = {
  { "one without a body", HEAD "Content-Length: 0\r\n\r\n", -1, HEAD "Content-Length: 0\r\n\r\n|" },
  { "one with a body", HEAD "Content-Length: 3\r\n\r\nabc", -1, HEAD "Content-Length: 3\r\n\r\nabc|" },
  { "compact form", HEAD "l: 3\r\n\r\nabc", -1, HEAD "l: 3\r\n\r\nabc|" },
  { "compact form in capitals, blanks", HEAD "L \t:\t3 \r\n\r\nabc", -1, HEAD "L \t:\t3 \r\n\r\nabc|" },
  { "any case", HEAD "CONTENT-length:3\r\n\r\nabc", -1, HEAD "CONTENT-length:3\r\n\r\nabc|" },
  { "two in a row", HEAD "l: 1\r\n\r\na" HEAD "l: 1\r\n\r\nb", -1, HEAD "l: 1\r\n\r\na|" HEAD "l: 1\r\n\r\nb|" },
  { "line ends between", "\r\n" HEAD "l: 0\r\n\r\n\r\n\r\n" HEAD "l: 0\r\n\r\n\r\n", -1,
    HEAD "l: 0\r\n\r\n|" HEAD "l: 0\r\n\r\n|" },
  { "a folded header", HEAD "Subject: a\r\n b\r\nl: 0\r\n\r\n", -1, HEAD "Subject: a\r\n b\r\nl: 0\r\n\r\n|" },
  { "line ends and NUL in the body", HEAD "l: 4\r\n\r\n\r\n\0\n" "\r\n", (gssize) sizeof (HEAD "l: 4\r\n\r\n\r\n\0\n\r\n") - 1,
    HEAD "l: 4\r\n\r\n\r\n" },
  { "not whole yet", HEAD "l: 3\r\n\r\nab", -1, "" },
  { "no first line", "l: 0\r\n\r\n", -1, "!" },
  { "a first line of another protocol", "MESSAGE sip:a@b HTTP/1.1\r\nl: 0\r\n\r\n", -1, "!" },
  { "an answer", "SIP/2.0 200 OK\r\nl: 0\r\n\r\n", -1, "SIP/2.0 200 OK\r\nl: 0\r\n\r\n|" },
  { "no length", HEAD "\r\n", -1, "!" },
  { "two lengths", HEAD "l: 1\r\nContent-Length: 1\r\n\r\na", -1, "!" },
  { "no number", HEAD "l: x\r\n\r\n", -1, "!" },
  { "empty length", HEAD "l: \r\n\r\n", -1, "!" },
  { "negative length", HEAD "l: -1\r\n\r\n", -1, "!" },
  { "signed length", HEAD "l: +1\r\n\r\na", -1, "!" },
  { "length with more", HEAD "l: 1, 1\r\n\r\na", -1, "!" },
  { "huge length", HEAD "l: 99999999999\r\n\r\n", -1, "!" },
  { "length of 4 GiB and 1", HEAD "l: 4294967297\r\n\r\n", -1, "!" },
  { "length that counts round to 1", HEAD "l: 18446744073709551617\r\n\r\na", -1, "!" },
  { "length with zeros before it", HEAD "l: 0000000003\r\n\r\nabc", -1, HEAD "l: 0000000003\r\n\r\nabc|" },
  { "names almost like it", HEAD "Accept-Contact: 5\r\nContent: 6\r\nl: 0\r\n\r\n", -1,
    HEAD "Accept-Contact: 5\r\nContent: 6\r\nl: 0\r\n\r\n|" },
  { "length just too long", HEAD "l: 524289\r\n\r\n", -1, "!" },
  { "folded length", HEAD "l: 1\r\n 0\r\n\r\n", -1, "!" },
  { "folded first line", "MESSAGE sip:a@b SIP/2.0\r\n x\r\nl: 0\r\n\r\n", -1, "!" },
  { "bare LF", "MESSAGE sip:a@b SIP/2.0\nl: 0\r\n\r\n", -1, "!" },
  { "bare LF at the end", HEAD "l: 0\r\n\n", -1, "!" },
  { "bare CR", HEAD "Subject: a\rl: 3\r\nl: 0\r\n\r\n", -1, "!" },
  { "CR CR LF", HEAD "l: 0\r\r\n\r\n", -1, "!" },
  { "NUL in a header", HEAD "Subject: \0\r\nl: 0\r\n\r\n", (gssize) sizeof (HEAD "Subject: \0\r\nl: 0\r\n\r\n") - 1, "!" },
  { "a line without a name", HEAD ": x\r\nl: 0\r\n\r\n", -1, "!" },
  { "a line without a colon", HEAD "nonsense\r\nl: 0\r\n\r\n", -1, "!" },
  { "a blank first", " MESSAGE sip:a@b SIP/2.0\r\nl: 0\r\n\r\n", -1, "!" },
  { "NUL first", "\0" HEAD "l: 0\r\n\r\n", (gssize) sizeof ("\0" HEAD "l: 0\r\n\r\n") - 1, "!" },
  { "LF between", "\n" HEAD "l: 0\r\n\r\n", -1, "!" },
  { "CR between", "\r" HEAD "l: 0\r\n\r\n", -1, "!" },
  { "good, then bad", HEAD "l: 0\r\n\r\n\n", -1, HEAD "l: 0\r\n\r\n|!" },
};

static gsize
case_length (gsize i)
{
  return cases[i].length >= 0 ? (gsize) cases[i].length : strlen (cases[i].input);
}

static gboolean
feed (CsFrameGuard *guard,
      const char   *data,
      gsize         length,
      gint64        now,
      GString      *output)
{
  g_autoptr (GError) error = NULL;
  gboolean good = cs_frame_guard_push (guard, (const guint8 *) data, length, now, &error);
  GBytes *frame;

  while ((frame = cs_frame_guard_pop (guard))) {
    gsize size;
    const char *text = g_bytes_get_data (frame, &size);

    g_string_append_len (output, text, (gssize) size);
    g_string_append_c (output, '|');
    g_bytes_unref (frame);
  }

  g_assert_cmpint (good, ==, error == NULL);
  if (error)
    g_test_message ("%s", error->message);
  if (!good) {
    g_assert_error (error, CS_ERROR, CS_ERROR_PROTOCOL);
    g_string_append_c (output, '!');
  }

  return good;
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
    g_autoptr (GString) output = g_string_new (NULL);

    g_test_message ("%s", cases[i].description);
    feed (guard, cases[i].input, case_length (i), 1, output);
    /* What has a NUL byte is compared up to there. */
    g_assert_cmpstr (output->str, ==, cases[i].expected);
  }
}

static void
test_any_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize length = case_length (i);

    for (gsize first = 0; first <= length; first++) {
      g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
      g_autoptr (GString) output = g_string_new (NULL);

      if (feed (guard, cases[i].input, first, 1, output))
        feed (guard, cases[i].input + first, length - first, 1, output);
      g_assert_cmpstr (output->str, ==, cases[i].expected);
    }
  }
}

static void
test_single_bytes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
    g_autoptr (GString) output = g_string_new (NULL);
    gsize length = case_length (i);
    gboolean good = TRUE;

    for (gsize j = 0; j < length && good; j++)
      good = feed (guard, cases[i].input + j, 1, 1, output);
    g_assert_cmpstr (output->str, ==, cases[i].expected);
  }
}

static void
test_joined_at_random (void)
{
  g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
  g_autoptr (GString) input = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) output = g_string_new (NULL);

  for (guint i = 0; i < 500; i++) {
    g_autofree char *body = g_strnfill ((gsize) g_test_rand_int_range (0, 300), 'x');
    g_autofree char *frame = g_strdup_printf (HEAD "l: %zu\r\n\r\n%s", strlen (body), body);

    g_string_append (input, frame);
    g_string_append_printf (expected, "%s|", frame);
    if (g_test_rand_bit ())
      g_string_append (input, "\r\n");
  }

  for (gsize at = 0; at < input->len;) {
    gsize n = (gsize) g_test_rand_int_range (1, 900);

    n = MIN (n, input->len - at);
    g_assert_true (feed (guard, input->str + at, n, 1, output));
    at += n;
  }

  g_assert_cmpstr (output->str, ==, expected->str);
}

static void
test_limits (void)
{
  g_autofree char *long_value = g_strnfill (CS_FRAME_GUARD_MAX_HEAD, 'x');
  g_autofree char *just_head = g_strnfill (CS_FRAME_GUARD_MAX_HEAD - strlen (HEAD "l: 0\r\nA: \r\n\r\n"), 'x');
  g_autofree char *just = g_strdup_printf (HEAD "l: 0\r\nA: %s\r\n\r\n", just_head);
  g_autofree char *too_long = g_strdup_printf (HEAD "l: 0\r\nA: x%s\r\n\r\n", just_head);
  g_autofree char *body = g_strnfill (CS_FRAME_GUARD_MAX_BODY, 'x');
  g_autofree char *largest = g_strdup_printf (HEAD "l: %d\r\n\r\n%s", CS_FRAME_GUARD_MAX_BODY, body);
  const struct { const char *input; gboolean good; } limits[] = {
    { just, TRUE }, { too_long, FALSE }, { long_value, FALSE }, { largest, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
    g_autoptr (GString) output = g_string_new (NULL);

    g_assert_cmpint (feed (guard, limits[i].input, strlen (limits[i].input), 1, output), ==, limits[i].good);
    g_assert_cmpuint (output->len, ==, limits[i].good ? strlen (limits[i].input) + 1 : 1);
  }
}

static void
test_time (void)
{
  g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
  g_autoptr (GString) output = g_string_new (NULL);

  g_assert_cmpint (cs_frame_guard_get_deadline (guard), ==, 0);
  g_assert_true (feed (guard, HEAD, 1, 1000, output));
  g_assert_cmpint (cs_frame_guard_get_deadline (guard), ==, 1000 + LIMIT);
  g_assert_true (feed (guard, HEAD + 1, strlen (HEAD) - 1, 2000, output));
  g_assert_cmpint (cs_frame_guard_get_deadline (guard), ==, 1000 + LIMIT);
  g_assert_true (feed (guard, "l: 2\r\n\r\na", 9, 1000 + LIMIT, output));
  g_assert_false (feed (guard, NULL, 0, 1001 + LIMIT, output));
  g_assert_false (feed (guard, "b", 1, 1001 + LIMIT, output));
  g_assert_cmpstr (output->str, ==, "!!");
}

static void
test_next_message_has_its_own_time (void)
{
  g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
  g_autoptr (GString) output = g_string_new (NULL);
  const char *text = HEAD "l: 0\r\n\r\n";

  for (gint64 now = 1; now < 5 * LIMIT; now += LIMIT / 2)
    g_assert_true (feed (guard, text, strlen (text), now, output));
  g_assert_cmpint (cs_frame_guard_get_deadline (guard), ==, 0);
}

static void
test_pongs (void)
{
  g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (LIMIT);
  g_autoptr (GString) output = g_string_new (NULL);

  /* For hours, but never many at a time. */
  for (gint64 now = 1; now < 1000 * LIMIT; now += LIMIT)
    g_assert_true (feed (guard, "\r\n", 2, now, output));
  g_assert_cmpuint (cs_frame_guard_get_pongs (guard), ==, 1000);

  for (guint i = 0; i < 100; i++) {
    if (!feed (guard, "\r\n", 2, 2000 * LIMIT, output)) {
      g_assert_cmpuint (i, ==, 64);
      return;
    }
  }
  g_assert_not_reached ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/frame-guard/takes-and-refuses", test_table);
  g_test_add_func ("/frame-guard/does-not-depend-on-where-it-is-cut", test_any_cut);
  g_test_add_func ("/frame-guard/takes-single-bytes", test_single_bytes);
  g_test_add_func ("/frame-guard/takes-any-joining", test_joined_at_random);
  g_test_add_func ("/frame-guard/keeps-to-its-limits", test_limits);
  g_test_add_func ("/frame-guard/gives-a-message-so-much-time", test_time);
  g_test_add_func ("/frame-guard/gives-each-message-its-own-time", test_next_message_has_its_own_time);
  g_test_add_func ("/frame-guard/counts-pongs-and-bounds-them", test_pongs);

  return g_test_run ();
}
