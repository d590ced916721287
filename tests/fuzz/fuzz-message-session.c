/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a call offers. */

#include "cs-fuzz.h"

#include "sip/cs-message-session.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *media = cs_message_session_read_offer ((const char *) data, size);

  g_assert_true (!media || g_strstr_len ((const char *) data, (gssize) size, media));

  return 0;
}
