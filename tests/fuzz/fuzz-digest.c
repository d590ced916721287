/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server's challenge, a parameter a line, and our answer to it. */

#include "cs-fuzz.h"

#include <string.h>

#include "sip/cs-digest.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const CsDigestRequest request = { "REGISTER", "sip:example.test", "0a4f113b", 1 };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 50);
  g_autoptr (CsDigestChallenge) challenge = cs_digest_challenge_parse ((const char * const *) lines);
  g_autoptr (CsSecret) secret = cs_secret_new ("secret");
  g_autofree char *answer = challenge ? cs_digest_answer (challenge, "alice", secret, &request) : NULL;

  g_assert_true (!answer || !strpbrk (answer, "\r\n"));

  return 0;
}
