/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-reference-identity.h"

#include "cs-test-authority.h"

#define NAME(tag, text) { tag, text, sizeof (text) - 1 }
#define URI(text) NAME (6, text)
#define DNS(text) NAME (2, text)
#define IP(text) NAME (7, text)
#define MAIL(text) NAME (1, text)

static const struct {
  const char *description;
  const char *sip_domain;
  const char *typed_host;
  CsTestName names[4];
  CsNameRule rule;
  const char *matched;
} cases[] = {
  { "dns name", "example.test", NULL, { DNS ("example.test") }, CS_NAME_RULE_DNS, "example.test" },
  { "second dns name in capitals", "example.test", NULL, { DNS ("a.test"), DNS ("EXAMPLE.Test") }, CS_NAME_RULE_DNS, "EXAMPLE.Test" },
  { "other dns name", "example.test", NULL, { DNS ("other.test") }, CS_NAME_RULE_NONE, NULL },
  { "beginning of the name", "example.test", NULL, { DNS ("example.tes") }, CS_NAME_RULE_NONE, NULL },
  { "mail name", "example.test", NULL, { MAIL ("example.test") }, CS_NAME_RULE_NONE, NULL },
  { "suffix", "example.test", NULL, { DNS ("sip.example.test") }, CS_NAME_RULE_NONE, NULL },
  { "prefix", "sip.example.test", NULL, { DNS ("example.test") }, CS_NAME_RULE_NONE, NULL },
  { "wildcard", "sip.example.test", NULL, { DNS ("*.example.test") }, CS_NAME_RULE_NONE, NULL },
  { "only a sip uri", "example.test", NULL, { URI ("sip:example.test") }, CS_NAME_RULE_SIP_URI, "sip:example.test" },
  { "sip uri in capitals", "example.test", NULL, { URI ("SIP:EXAMPLE.TEST") }, CS_NAME_RULE_SIP_URI, "SIP:EXAMPLE.TEST" },
  { "sip uri with port and parameter", "example.test", NULL, { URI ("sip:example.test:5061;transport=tls") }, CS_NAME_RULE_SIP_URI,
    "sip:example.test:5061;transport=tls" },
  { "dns name beside a foreign sip uri", "example.test", NULL, { URI ("sip:other.test"), DNS ("example.test") }, CS_NAME_RULE_NONE, NULL },
  { "dns name in front of a foreign sip uri", "example.test", NULL, { DNS ("example.test"), URI ("sip:other.test") }, CS_NAME_RULE_NONE, NULL },
  { "dns name beside a broken sip uri", "example.test", NULL, { URI ("sip:exa mple"), DNS ("example.test") }, CS_NAME_RULE_NONE, NULL },
  { "dns name beside a sip uri without host", "example.test", NULL, { URI ("sip:%"), DNS ("example.test") }, CS_NAME_RULE_NONE, NULL },
  { "dns name beside a user", "example.test", NULL, { URI ("sip:alice@other.test"), DNS ("example.test") }, CS_NAME_RULE_DNS, "example.test" },
  { "a user proves no domain", "example.test", NULL, { URI ("sip:alice@example.test") }, CS_NAME_RULE_NONE, NULL },
  { "sips proves nothing", "example.test", NULL, { URI ("sips:example.test") }, CS_NAME_RULE_NONE, NULL },
  { "https proves nothing", "example.test", NULL, { URI ("https://example.test") }, CS_NAME_RULE_NONE, NULL },
  { "two sip uris", "example.test", NULL, { URI ("sip:other.test"), URI ("sip:example.test") }, CS_NAME_RULE_SIP_URI, "sip:example.test" },
  { "typed host", "example.test", "sip.example.net", { DNS ("sip.example.net") }, CS_NAME_RULE_DNS, "sip.example.net" },
  { "typed host by sip uri", "example.test", "sip.example.net", { URI ("sip:sip.example.net") }, CS_NAME_RULE_SIP_URI, "sip:sip.example.net" },
  { "domain beside typed host", "example.test", "sip.example.net", { DNS ("example.test") }, CS_NAME_RULE_DNS, "example.test" },
  { "typed host alone", NULL, "sip.example.net", { DNS ("sip.example.net") }, CS_NAME_RULE_DNS, "sip.example.net" },
  { "nul inside", "example.test", NULL, { DNS ("example.test\0.evil.test") }, CS_NAME_RULE_NONE, NULL },
  { "nul inside a sip uri", "example.test", NULL, { URI ("sip:example.test\0.evil.test") }, CS_NAME_RULE_NONE, NULL },
  { "a-label", "b\xc3\xbc" "cher.test", NULL, { DNS ("xn--bcher-kva.test") }, CS_NAME_RULE_DNS, "xn--bcher-kva.test" },
  { "u-label is malformed", "b\xc3\xbc" "cher.test", NULL, { DNS ("b\xc3\xbc" "cher.test") }, CS_NAME_RULE_NONE, NULL },
  { "address", "example.test", "127.0.0.1", { IP ("\x7f\0\0\x01") }, CS_NAME_RULE_IP, "127.0.0.1" },
  { "address of version 6", "example.test", "[::1]", { IP ("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01") }, CS_NAME_RULE_IP, "::1" },
  { "address with more behind it", "example.test", "127.0.0.1", { IP ("\x7f\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0") },
    CS_NAME_RULE_NONE, NULL },
  { "other address", "example.test", "127.0.0.1", { IP ("\x7f\0\0\x02") }, CS_NAME_RULE_NONE, NULL },
  { "address beside a foreign sip uri", "example.test", "127.0.0.1", { IP ("\x7f\0\0\x01"), URI ("sip:other.test") }, CS_NAME_RULE_NONE, NULL },
  { "address in a dns name", "example.test", "127.0.0.1", { DNS ("127.0.0.1") }, CS_NAME_RULE_NONE, NULL },
  { "the letters of a dns name are no address", "example.test", "97.98.99.100", { DNS ("abcd") }, CS_NAME_RULE_NONE, NULL },
  { "mapped address is another", "example.test", "127.0.0.1", { IP ("\0\0\0\0\0\0\0\0\0\0\xff\xff\x7f\0\0\x01") }, CS_NAME_RULE_NONE, NULL },
  { "address nobody typed", "example.test", NULL, { IP ("\x7f\0\0\x01") }, CS_NAME_RULE_NONE, NULL },
};

static CsHost *
parse (const char *text)
{
  return text ? cs_host_parse (text, NULL) : NULL;
}

static CsReferenceIdentity *
identity_new (const char *sip_domain,
              const char *typed_host)
{
  g_autoptr (CsHost) domain = parse (sip_domain);
  g_autoptr (CsHost) host = parse (typed_host);

  return cs_reference_identity_new (domain, host);
}

static void
test_matches_by_rfc_5922 (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint n = 0;
    g_autoptr (GBytes) san = NULL;
    g_autofree char *matched = NULL;
    g_autoptr (CsReferenceIdentity) identity = identity_new (cases[i].sip_domain, cases[i].typed_host);
    CsTestSpec spec = { .name = "example.test" };
    g_autoptr (CsTestCertificate) leaf = NULL;

    while (n < G_N_ELEMENTS (cases[i].names) && cases[i].names[n].data)
      n++;
    san = cs_test_authority_make_san (cases[i].names, n);
    spec.raw_san = san;
    leaf = cs_test_authority_make (root, &spec);

    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (cs_reference_identity_match (identity, leaf->certificate, &matched), ==, cases[i].rule);
    g_assert_cmpstr (matched, ==, cases[i].matched);
  }
}

static void
test_wildcard_where_allowed (void)
{
  static const struct {
    const char *sip_domain;
    const char *typed_host;
    CsTestName names[4];
    CsNameRule rule;
  } rows[] = {
    { "example.test", "sip.example.test", { DNS ("*.example.test") }, CS_NAME_RULE_WILDCARD },
    { "example.test", "sip.example.test", { DNS ("*.EXAMPLE.test") }, CS_NAME_RULE_WILDCARD },
    { "example.test", "sip.example.test", { DNS ("sip.example.test"), DNS ("*.example.test") }, CS_NAME_RULE_DNS },
    { "other.test", "sip.example.test", { DNS ("*.example.tesu") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { DNS ("*.example.tes") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { DNS ("x.example.test") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { URI ("*.example.test") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { MAIL ("*.example.test") }, CS_NAME_RULE_NONE },
    { "sip.example.test", NULL, { DNS ("*.example.test") }, CS_NAME_RULE_NONE },
    { "sip.example.test", "gate.other.test", { DNS ("*.example.test") }, CS_NAME_RULE_NONE },
    { "other.test", "example.test", { DNS ("*.example.test") }, CS_NAME_RULE_NONE },
    { "other.test", "a.b.example.test", { DNS ("*.example.test") }, CS_NAME_RULE_NONE },
    { "other.test", "example.test", { DNS ("*.test") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { DNS ("s*.example.test") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { DNS ("*.*.test") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { DNS ("*") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { DNS ("*.example.test\0") }, CS_NAME_RULE_NONE },
    { "other.test", "sip.example.test", { DNS ("*.example.test"), URI ("sip:other.example") }, CS_NAME_RULE_NONE },
    { "other.test", "127.0.0.1", { DNS ("*.0.0.1") }, CS_NAME_RULE_NONE },
  };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsReferenceIdentity) strict = identity_new (rows[i].sip_domain, rows[i].typed_host);
    g_autoptr (CsReferenceIdentity) allowed = cs_reference_identity_allow_wildcard (strict);
    g_autoptr (CsReferenceIdentity) lenient = cs_reference_identity_expect (allowed, NULL);
    g_autoptr (GBytes) san = cs_test_authority_make_san (rows[i].names, rows[i].names[1].data ? 2 : 1);
    const CsTestSpec spec = { .name = "example.test", .raw_san = san };
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &spec);

    g_test_message ("row %u", i);
    g_assert_cmpint (cs_reference_identity_match (lenient, leaf->certificate, NULL), ==, rows[i].rule);
    if (rows[i].rule == CS_NAME_RULE_WILDCARD)
      g_assert_cmpint (cs_reference_identity_match (strict, leaf->certificate, NULL), ==, CS_NAME_RULE_NONE);
  }
}

static void
test_ignores_the_common_name (void)
{
  const CsTestSpec spec = { .name = "example.test" };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (NULL, &spec);
  g_autoptr (CsReferenceIdentity) identity = identity_new ("example.test", NULL);

  g_assert_cmpint (cs_reference_identity_match (identity, leaf->certificate, NULL), ==, CS_NAME_RULE_NONE);
}

static void
test_keeps_what_is_known (void)
{
  const CsTestSpec spec = { .name = "example.test" };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (NULL, &spec);
  g_autoptr (CsKnownServer) known = cs_known_server_new (leaf->certificate, leaf->certificate);
  g_autoptr (CsReferenceIdentity) identity = identity_new ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) expecting = cs_reference_identity_expect (identity, known);
  g_autoptr (CsReferenceIdentity) lenient = cs_reference_identity_allow_wildcard (expecting);

  g_assert_null (cs_reference_identity_get_known (identity));
  g_assert_true (cs_reference_identity_get_known (lenient) == known);
}

static void
test_is_shown_by_its_domain (void)
{
  g_autoptr (CsReferenceIdentity) both = identity_new ("b\xc3\xbc" "cher.test", "127.0.0.1");
  g_autoptr (CsReferenceIdentity) host = identity_new (NULL, "127.0.0.1");

  g_assert_cmpstr (cs_reference_identity_get_display (both), ==, "b\xc3\xbc" "cher.test");
  g_assert_cmpstr (cs_reference_identity_get_display (host), ==, "127.0.0.1");
  g_assert_null (cs_reference_identity_get_sip_domain (host));
  g_assert_cmpstr (cs_host_get_ascii (cs_reference_identity_get_typed_host (both)), ==, "127.0.0.1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reference-identity/matches-by-rfc-5922", test_matches_by_rfc_5922);
  g_test_add_func ("/reference-identity/takes-a-wildcard-for-a-typed-host-where-allowed", test_wildcard_where_allowed);
  g_test_add_func ("/reference-identity/ignores-the-common-name", test_ignores_the_common_name);
  g_test_add_func ("/reference-identity/keeps-what-is-known-of-the-server", test_keeps_what_is_known);
  g_test_add_func ("/reference-identity/is-shown-by-its-domain", test_is_shown_by_its_domain);

  return g_test_run ();
}
