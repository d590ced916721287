/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "sip/cs-start-line.h"

static const struct {
  const char  *line;
  CsStartLine  expected;
} cases[] = {
  { "MESSAGE sip:a@b SIP/2.0", CS_START_LINE_GOOD },
  { "SUBSCRIBE sip:a@b;transport=tls SIP/2.0", CS_START_LINE_GOOD },
  { "UNUSUALLY sip:a@b SIP/2.0", CS_START_LINE_GOOD },
  { "SING sip:a@b SIP/2.0", CS_START_LINE_STRANGE },
  { "message sip:a@b SIP/2.0", CS_START_LINE_STRANGE },
  { "ACK sip:a@b SIP/2.0", CS_START_LINE_GOOD },
  { "UN-USUAL! sip:a@b SIP/2.0", CS_START_LINE_GOOD },
  { "M sip:a@b SIP/2.0", CS_START_LINE_STRANGE },
  { "SIP/2.0 200 OK", CS_START_LINE_GOOD },
  { "SIP/2.0 100 Trying", CS_START_LINE_GOOD },
  { "SIP/2.0 200 ", CS_START_LINE_GOOD },
  { "SIP/2.0 699 Any words", CS_START_LINE_GOOD },
  { "SIP/2.0 200", CS_START_LINE_BAD },
  { "SIP/2.0 20 OK", CS_START_LINE_BAD },
  { "SIP/2.0 2x0 OK", CS_START_LINE_BAD },
  { "SIP/2.0 2000 OK", CS_START_LINE_BAD },
  { "SIP/2.0 099 OK", CS_START_LINE_BAD },
  { "SIP/2.0 700 OK", CS_START_LINE_BAD },
  { "SIP/3.0 200 OK", CS_START_LINE_BAD },
  { "SIP/2.0", CS_START_LINE_BAD },
  { "", CS_START_LINE_BAD },
  { "MESSAGE", CS_START_LINE_BAD },
  { "MESSAGE ", CS_START_LINE_BAD },
  { "MESSAGE sip:a@b", CS_START_LINE_BAD },
  { "MESSAGE  SIP/2.0", CS_START_LINE_BAD },
  { "MESSAGE sip:a@b SIP/2.0 ", CS_START_LINE_BAD },
  { "MESSAGE sip:a@b  SIP/2.0", CS_START_LINE_BAD },
  { "MESSAGE sip:a@b SIP/1.0", CS_START_LINE_BAD },
  { "MESSAGE sip:a@b HTTP/1.1", CS_START_LINE_BAD },
  { "ME\tSSAGE sip:a@b SIP/2.0", CS_START_LINE_BAD },
  { "@MESSAGE sip:a@b SIP/2.0", CS_START_LINE_BAD },
  { " MESSAGE sip:a@b SIP/2.0", CS_START_LINE_BAD },
  { " sip:a@b SIP/2.0", CS_START_LINE_BAD },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *message = g_strconcat (cases[i].line, "\r\nTo: <sip:a@b>\r\n\r\n", NULL);

    g_test_message ("%s", cases[i].line);
    g_assert_cmpint (cs_start_line_judge (message, strlen (message)), ==, cases[i].expected);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/start-line/takes-and-refuses", test_table);

  return g_test_run ();
}
