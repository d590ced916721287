/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-alt-names.h"

#include <string.h>

#include "cs-test-authority.h"

#define SIZED(text) (text), sizeof (text) - 1

static const struct {
  const char *description;
  CsAltNameKind kind;
  const char *data;
  gsize size;
  gboolean well_formed;
  gboolean is_sip_domain;
  const char *sip_domain;
} names[] = {
  { "dns name", CS_ALT_NAME_DNS, SIZED ("example.test"), TRUE, FALSE, NULL },
  { "dns name in capitals", CS_ALT_NAME_DNS, SIZED ("EXAMPLE.Test"), TRUE, FALSE, NULL },
  { "a-label", CS_ALT_NAME_DNS, SIZED ("xn--bcher-kva.test"), TRUE, FALSE, NULL },
  { "wildcard", CS_ALT_NAME_DNS, SIZED ("*.example.test"), TRUE, FALSE, NULL },
  { "u-label", CS_ALT_NAME_DNS, SIZED ("b\xc3\xbc" "cher.test"), FALSE, FALSE, NULL },
  { "embedded nul", CS_ALT_NAME_DNS, SIZED ("example.test\0.evil.test"), FALSE, FALSE, NULL },
  { "nul at the end", CS_ALT_NAME_DNS, SIZED ("example.test\0"), FALSE, FALSE, NULL },
  { "empty dns name", CS_ALT_NAME_DNS, SIZED (""), FALSE, FALSE, NULL },
  { "space", CS_ALT_NAME_DNS, SIZED (" "), FALSE, FALSE, NULL },
  { "dot in front", CS_ALT_NAME_DNS, SIZED (".example.test"), FALSE, FALSE, NULL },
  { "dot behind", CS_ALT_NAME_DNS, SIZED ("example.test."), FALSE, FALSE, NULL },
  { "empty label", CS_ALT_NAME_DNS, SIZED ("example..test"), FALSE, FALSE, NULL },
  { "inner wildcard", CS_ALT_NAME_DNS, SIZED ("sip.*.test"), FALSE, FALSE, NULL },
  { "sip domain", CS_ALT_NAME_URI, SIZED ("sip:example.test"), TRUE, TRUE, "example.test" },
  { "scheme in capitals", CS_ALT_NAME_URI, SIZED ("SIP:Example.TEST"), TRUE, TRUE, "example.test" },
  { "port and parameters", CS_ALT_NAME_URI, SIZED ("sip:example.test:5061;transport=tls?a=b"), TRUE, TRUE, "example.test" },
  { "sip literal", CS_ALT_NAME_URI, SIZED ("sip:[2001:db8::1]:5061"), TRUE, TRUE, "2001:db8::1" },
  { "user part", CS_ALT_NAME_URI, SIZED ("sip:alice@example.test"), TRUE, FALSE, NULL },
  { "empty user part", CS_ALT_NAME_URI, SIZED ("sip:@example.test"), TRUE, FALSE, NULL },
  { "user part with a semicolon", CS_ALT_NAME_URI, SIZED ("sip:example.test;x@evil.test"), TRUE, FALSE, NULL },
  { "sips is no sip", CS_ALT_NAME_URI, SIZED ("sips:example.test"), TRUE, FALSE, NULL },
  { "other scheme", CS_ALT_NAME_URI, SIZED ("https://example.test/"), TRUE, FALSE, NULL },
  { "nul in a sip uri", CS_ALT_NAME_URI, SIZED ("sip:example.test\0.evil.test"), FALSE, TRUE, NULL },
  { "no host", CS_ALT_NAME_URI, SIZED ("sip:"), FALSE, TRUE, NULL },
  { "escaped at sign", CS_ALT_NAME_URI, SIZED ("sip:alice%40example.test"), FALSE, TRUE, NULL },
  { "literal without its end", CS_ALT_NAME_URI, SIZED ("sip:[2001:db8::1"), FALSE, TRUE, NULL },
  { "a digit before a scheme", CS_ALT_NAME_URI, SIZED ("1sip:example.test"), FALSE, FALSE, NULL },
  { "a colon first", CS_ALT_NAME_URI, SIZED (":example.test"), FALSE, FALSE, NULL },
  { "no scheme", CS_ALT_NAME_URI, SIZED ("example.test"), FALSE, FALSE, NULL },
  { "empty uri", CS_ALT_NAME_URI, SIZED (""), FALSE, FALSE, NULL },
  { "address", CS_ALT_NAME_IP, SIZED ("\x7f\0\0\x01"), TRUE, FALSE, NULL },
  { "address of five bytes", CS_ALT_NAME_IP, SIZED ("\x7f\0\0\x01\x02"), FALSE, FALSE, NULL },
  { "e-mail", CS_ALT_NAME_EMAIL, SIZED ("alice@example.test"), TRUE, FALSE, NULL },
  { "nul in e-mail", CS_ALT_NAME_EMAIL, SIZED ("alice@example.test\0x"), FALSE, FALSE, NULL },
};

static void
test_judges_each_name (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CsAltName) name = cs_alt_name_new (names[i].kind, (const guint8 *) names[i].data, names[i].size);

    g_test_message ("%s", names[i].description);
    g_assert_cmpint (name->well_formed, ==, names[i].well_formed);
    g_assert_cmpint (name->is_sip_domain, ==, names[i].is_sip_domain);
    g_assert_cmpstr (name->sip_domain ? cs_host_get_ascii (name->sip_domain) : NULL, ==, names[i].sip_domain);
    g_assert_true (g_utf8_validate (name->text, -1, NULL));
  }
}

static void
test_reads_an_extension (void)
{
  const CsTestName given[] = {
    { 6, "sip:example.test", -1 },
    { 2, "a\0b", 3 },
    { 7, "\x7f\0\0\x01", 4 },
    { 1, "alice@example.test", -1 },
  };
  const char *texts[] = { "sip:example.test", "a\xef\xbf\xbd" "b", "127.0.0.1", "alice@example.test" };
  g_autoptr (GBytes) san = cs_test_authority_make_san (given, G_N_ELEMENTS (given));
  g_autoptr (GPtrArray) read = cs_alt_names_parse (g_bytes_get_data (san, NULL), g_bytes_get_size (san));

  g_assert_nonnull (read);
  g_assert_cmpuint (read->len, ==, G_N_ELEMENTS (given));
  for (guint i = 0; i < read->len; i++)
    g_assert_cmpstr (((CsAltName *) g_ptr_array_index (read, i))->text, ==, texts[i]);
}

static void
test_refuses_noise (void)
{
  const guint8 noise[] = { 0x30, 0x05, 0x82, 0x09, 0x61 };
  const guint8 empty[] = { 0x30, 0x00 };

  g_assert_null (cs_alt_names_parse (noise, sizeof noise));
  g_assert_null (cs_alt_names_parse (empty, sizeof empty));
}

static void
test_writes_addresses (void)
{
  static const struct {
    const char *data;
    gsize size;
    const char *text;
  } addresses[] = {
    { SIZED ("\x0a\0\0\x01"), "10.0.0.1" },
    { SIZED ("\x0a\0\0\0\xff\0\0\0"), "10.0.0.0/255.0.0.0" },
    { SIZED ("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"), "2001:db8::1" },
    { SIZED ("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "2001:db8::/ffff::" },
    { SIZED ("\x0a\0\0"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autofree char *text = cs_alt_name_ip_text ((const guint8 *) addresses[i].data, addresses[i].size);

    g_assert_cmpstr (text, ==, addresses[i].text);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alt-names/judges-each-name", test_judges_each_name);
  g_test_add_func ("/alt-names/reads-an-extension", test_reads_an_extension);
  g_test_add_func ("/alt-names/refuses-noise", test_refuses_noise);
  g_test_add_func ("/alt-names/writes-addresses", test_writes_addresses);

  return g_test_run ();
}
