/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Wrapped messages. What is read out of one and wrapped again says the same. */

#include "cs-fuzz.h"

#include <string.h>

#include "sip/cs-cpim.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (CsCpim) cpim = cs_cpim_parse (bytes, NULL);
  g_autoptr (GBytes) wrapped = NULL;
  g_autoptr (CsCpim) again = NULL;
  g_autofree char *headers = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  CsCpimDraft draft = { "sip:a@b", "sip:c@d", 1000000 };

  cs_cpim_looks_like (bytes);
  if (!cpim)
    return 0;

  cs_fuzz_assert_text (cs_cpim_get_content_type (cpim));
  if (!cs_cpim_get_message_id (cpim))
    return 0;

  body = g_strndup (g_bytes_get_data (cs_cpim_get_body (cpim), NULL), g_bytes_get_size (cs_cpim_get_body (cpim)));
  headers = g_strconcat ("Content-Type: ", cs_cpim_get_content_type (cpim), "\r\n", NULL);
  draft.message_id = cs_cpim_get_message_id (cpim);
  draft.wanted = cs_cpim_get_wanted (cpim);
  draft.headers = headers;
  draft.body = body;
  text = cs_cpim_build (&draft);
  wrapped = g_bytes_new_static (text, strlen (text));
  /* With our own headers it may have become too long. */
  again = cs_cpim_parse (wrapped, NULL);
  if (again) {
    g_assert_cmpstr (cs_cpim_get_message_id (again), ==, cs_cpim_get_message_id (cpim));
    g_assert_cmpuint (cs_cpim_get_wanted (again), ==, cs_cpim_get_wanted (cpim));
    g_assert_cmpstr (cs_cpim_get_content_type (again), ==, cs_cpim_get_content_type (cpim));
  }

  return 0;
}
