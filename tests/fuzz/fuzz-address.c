/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An address that was typed, pasted or received; a typed server. What is written down reads the same again. */

#include "cs-fuzz.h"

#include "base/cs-address.h"
#include "base/cs-endpoint.h"

static void
read_address (const char *text)
{
  g_autoptr (CsAddress) address = cs_address_parse (text, NULL);
  g_autoptr (CsAddress) again = address ? cs_address_parse (cs_address_get_uri (address), NULL) : NULL;

  if (!address)
    return;

  cs_fuzz_assert_text (cs_address_get_display (address));
  g_assert_true (again && cs_address_equal (address, again));
}

static void
read_endpoint (const char *text)
{
  g_autoptr (CsEndpoint) endpoint = cs_endpoint_parse (text, NULL);
  g_autoptr (CsEndpoint) again = endpoint ? cs_endpoint_parse (cs_endpoint_get_string (endpoint), NULL) : NULL;

  if (endpoint)
    g_assert_true (again && cs_host_equal (cs_endpoint_get_host (endpoint), cs_endpoint_get_host (again)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  read_address (text);
  read_endpoint (text);

  return 0;
}
