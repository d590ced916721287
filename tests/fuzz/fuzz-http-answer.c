/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an HTTP server says. The first byte tells whether it has hung up. */

#include "cs-fuzz.h"

#include "link/cs-http-answer.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (CsHttpAnswer) answer = NULL;
  CsHttpAnswerState state;

  if (size == 0)
    return 0;

  state = cs_http_answer_read ((const char *) data + 1, size - 1, data[0] & 1, &answer);
  g_assert_true ((answer != NULL) == (state == CS_HTTP_ANSWER_WHOLE));
  g_assert_false (state == CS_HTTP_ANSWER_MORE && data[0] & 1);
  if (answer)
    g_assert_cmpuint (g_bytes_get_size (answer->body), <, size);

  return 0;
}
