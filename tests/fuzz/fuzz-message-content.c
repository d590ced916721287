/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever stands in a MESSAGE request. The first byte chooses its type, the second its coding. */

#include "cs-fuzz.h"

#include <string.h>

#include "base/cs-text.h"
#include "sip/cs-message-content.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char * const types[] = { NULL, "text/plain", "message/cpim", "message/imdn+xml", "text/html", "application/im-iscomposing+xml" };
  static const char * const codings[] = { NULL, "gzip", "deflate" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CsMessageContent) content = NULL;
  CsContentHead head = { 0 };

  if (size < 2)
    return 0;

  bytes = g_bytes_new_static (data + 2, size - 2);
  head.type = types[data[0] % G_N_ELEMENTS (types)];
  head.encoding = codings[data[1] % G_N_ELEMENTS (codings)];
  if (cs_message_content_read (&head, bytes, &content) == 200 && content->text) {
    cs_fuzz_assert_text (content->text);
    g_assert_cmpuint (strlen (content->text), <=, CS_TEXT_MAX_MESSAGE);
  }

  return 0;
}
