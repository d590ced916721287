/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-name-constraints.h"

#include <arpa/inet.h>
#include <string.h>

#include <gnutls/x509.h>

#include "cs-test-authority.h"
#include "trust/cs-certificate-private.h"

/* A constraint of one kind, permitted or excluded, against one name of that kind. */
static const struct {
  guint tag;
  const char *constraint;
  const char *name;
  gboolean within;
} cases[] = {
  { 2, "example.test", "example.test", TRUE },
  { 2, "example.test", "EXAMPLE.TEST", TRUE },
  { 2, "example.test", "sip.example.test", TRUE },
  { 2, "example.test", "myexample.test", FALSE },
  { 2, "example.test", "test", FALSE },
  { 2, "example.test", "*.example.test", TRUE },
  { 2, ".example.test", "sip.example.test", TRUE },
  { 2, ".example.test", "example.test", FALSE },
  { 6, "example.test", "sip:example.test", TRUE },
  { 6, "example.test", "sip:example.test:5061;transport=tls", TRUE },
  { 6, "example.test", "sip:other.test", FALSE },
  { 6, "example.test", "sip:sip.example.test", FALSE },
  { 6, "example.test", "sips:example.test", TRUE },
  { 6, ".example.test", "sip:sip.example.test", TRUE },
  { 6, "example.test", "https://example.test:8443/path?query", TRUE },
  { 6, "example.test", "https://other.test/@example.test", FALSE },
  { 6, "example.test", "https://user@example.test/", TRUE },
  { 1, "example.test", "alice@example.test", TRUE },
  { 1, "example.test", "alice@sip.example.test", FALSE },
  { 1, ".example.test", "alice@sip.example.test", TRUE },
  { 1, "alice@example.test", "alice@EXAMPLE.test", TRUE },
  { 1, "alice@example.test", "bob@example.test", FALSE },
  { 1, "alice@example.test", "alice@another.test", FALSE },
  { 7, "10.0.0.0/255.0.0.0", "10.1.2.3", TRUE },
  { 7, "10.0.0.0/255.0.0.0", "11.1.2.3", FALSE },
};

static GBytes *
to_value (guint       tag,
          const char *text)
{
  g_auto (GStrv) parts = NULL;
  guint8 bytes[8];

  if (tag != 7)
    return g_bytes_new (text, strlen (text));

  parts = g_strsplit (text, "/", 2);
  g_assert_cmpint (inet_pton (AF_INET, parts[0], bytes), ==, 1);
  if (parts[1])
    g_assert_cmpint (inet_pton (AF_INET, parts[1], bytes + 4), ==, 1);

  return g_bytes_new (bytes, parts[1] ? 8 : 4);
}

static void
append (GByteArray *out,
        guint8      tag,
        GBytes     *content)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  guint8 head[2] = { tag, size };

  g_assert_cmpuint (size, <, 128);
  g_byte_array_append (out, head, 2);
  g_byte_array_append (out, data, size);
}

static GBytes *
wrap (guint8  tag,
      GBytes *content)
{
  GByteArray *out = g_byte_array_new ();

  append (out, tag, content);

  return g_byte_array_free_to_bytes (out);
}

/* The DER of an extension with a single subtree. */
static GBytes *
make_extension (guint8      list,
                guint       tag,
                const char *constraint)
{
  g_autoptr (GBytes) value = to_value (tag, constraint);
  g_autoptr (GBytes) name = wrap (0x80 | tag, value);
  g_autoptr (GBytes) subtree = wrap (0x30, name);
  g_autoptr (GBytes) subtrees = wrap (0xa0 | list, subtree);

  return wrap (0x30, subtrees);
}

static char *
find_broken (CsTestCertificate *root,
             CsTestCertificate *leaf)
{
  CsNameConstraints *constraints = cs_certificate_get_constraints (root->certificate);
  guint budget = 1000;

  g_assert_nonnull (constraints);

  return cs_name_constraints_find_broken (constraints, leaf->certificate, &budget);
}

static gboolean
is_kept (guint8      list,
       guint       tag,
       const char *constraint,
       const char *text)
{
  g_autoptr (GBytes) extension = make_extension (list, tag, constraint);
  g_autoptr (GBytes) value = to_value (tag, text);
  const CsTestName name = { tag, g_bytes_get_data (value, NULL), g_bytes_get_size (value) };
  g_autoptr (GBytes) san = cs_test_authority_make_san (&name, 1);
  const CsTestSpec root_spec = { .authority = TRUE, .name = "Root", .raw_name_constraints = extension };
  const CsTestSpec leaf_spec = { .name = "Leaf", .raw_san = san };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &root_spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &leaf_spec);
  g_autofree char *broken = find_broken (root, leaf);

  return broken == NULL;
}

static void
test_permits_what_is_within (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %s", cases[i].constraint, cases[i].name);
    g_assert_cmpint (is_kept (0, cases[i].tag, cases[i].constraint, cases[i].name), ==, cases[i].within);
  }
}

static void
test_excludes_what_is_within (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %s", cases[i].constraint, cases[i].name);
    g_assert_cmpint (is_kept (1, cases[i].tag, cases[i].constraint, cases[i].name), ==, !cases[i].within);
  }
}

static void
test_knows_the_hard_cases (void)
{
  /* A wildcard that stands for an excluded name. */
  g_assert_false (is_kept (1, 2, "sip.example.test", "*.example.test"));
  g_assert_false (is_kept (0, 2, "sip.example.test", "*.example.test"));
  /* A URI without a host cannot keep a constraint on hosts. */
  g_assert_false (is_kept (0, 6, "example.test", "urn:uuid:1"));
  g_assert_false (is_kept (1, 6, "example.test", "urn:uuid:1"));
  g_assert_false (is_kept (1, 6, "example.test", "https://127.0.0.1/"));
}

static void
test_compares_directory_names (void)
{
  static const struct {
    const char *name;
    const char *organization;
    gboolean kept;
  } subjects[] = {
    { "Leaf", "Example Corp", TRUE },
    { "Leaf", "EXAMPLE  corp", TRUE },
    { NULL, "Example Corp", TRUE },
    { "Leaf", "Example, Corp", FALSE },
    { "Leaf", "Other Corp", FALSE },
    { "Leaf", NULL, FALSE },
  };
  /* permittedSubtrees: directoryName O=Example Corp */
  static const guint8 extension[] = {
    0x30, 0x21, 0xa0, 0x1f, 0x30, 0x1d, 0xa4, 0x1b, 0x30, 0x19, 0x31, 0x17, 0x30, 0x15, 0x06, 0x03, 0x55, 0x04, 0x0a,
    0x0c, 0x0e, 'E', 'x', 'a', 'm', 'p', 'l', 'e', ' ', ' ', ' ', 'C', 'o', 'r', 'p',
  };
  g_autoptr (GBytes) raw = g_bytes_new_static (extension, sizeof extension);
  const CsTestSpec root_spec = { .authority = TRUE, .name = "Root", .raw_name_constraints = raw };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &root_spec);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++) {
    const CsTestSpec spec = { .name = subjects[i].name, .organization = subjects[i].organization };
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &spec);
    g_autofree char *broken = find_broken (root, leaf);

    g_test_message ("%u", i);
    g_assert_cmpint (broken == NULL, ==, subjects[i].kept);
  }
}

static void
test_other_kinds_stay_free (void)
{
  const CsTestSpec root_spec = { .authority = TRUE, .name = "Root", .permitted_dns = CS_TEST_NAMES ("example.test") };
  const CsTestSpec leaf_spec = { .name = "Leaf", .ip_addresses = CS_TEST_NAMES ("127.0.0.1") };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &root_spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &leaf_spec);
  g_autofree char *broken = find_broken (root, leaf);

  g_assert_null (broken);
}

static void
test_says_when_it_cannot_be_read (void)
{
  static const guint8 noise[] = { 0x30, 0x03, 0xa0, 0x05, 0x00 };
  g_autoptr (GBytes) raw = g_bytes_new_static (noise, sizeof noise);
  const CsTestSpec root_spec = { .authority = TRUE, .name = "Root", .raw_name_constraints = raw };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &root_spec);
  g_autoptr (CsTestCertificate) sound = cs_test_authority_new_root ("Root");

  g_assert_null (cs_certificate_get_constraints (root->certificate));
  g_assert_cmpstr (cs_certificate_get_malformed (root->certificate), ==, "nameConstraints");
  g_assert_null (cs_certificate_get_constraints (sound->certificate));
  g_assert_null (cs_certificate_get_malformed (sound->certificate));
}

static void
test_stops_when_it_costs_too_much (void)
{
  const CsTestSpec root_spec = { .authority = TRUE, .name = "Root", .permitted_dns = CS_TEST_NAMES ("a.test", "b.test", "example.test") };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &root_spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  CsNameConstraints *constraints = cs_certificate_get_constraints (root->certificate);

  for (guint i = 0; i < 10; i++) {
    guint budget = i;
    g_autofree char *broken = cs_name_constraints_find_broken (constraints, leaf->certificate, &budget);

    /* Three for the subject, three for the name. */
    g_assert_cmpint (broken == NULL, ==, i >= 6);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/name-constraints/permits-what-is-within", test_permits_what_is_within);
  g_test_add_func ("/name-constraints/excludes-what-is-within", test_excludes_what_is_within);
  g_test_add_func ("/name-constraints/knows-the-hard-cases", test_knows_the_hard_cases);
  g_test_add_func ("/name-constraints/compares-directory-names", test_compares_directory_names);
  g_test_add_func ("/name-constraints/other-kinds-stay-free", test_other_kinds_stay_free);
  g_test_add_func ("/name-constraints/stops-when-it-costs-too-much", test_stops_when_it_costs_too_much);
  g_test_add_func ("/name-constraints/says-when-it-cannot-be-read", test_says_when_it_cannot_be_read);

  return g_test_run ();
}
