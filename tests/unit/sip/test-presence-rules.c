/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip/cs-presence-rules.h"

#include <string.h>

#define HEAD "<?xml version='1.0'?><ruleset xmlns='urn:ietf:params:xml:ns:common-policy' xmlns:r='urn:ietf:params:xml:ns:pres-rules'>"
#define TAIL "</ruleset>"
#define RULE(id, people) "<rule id='" id "'><conditions><identity>" people "</identity></conditions></rule>"
#define BOB "<one id='sip:bob@example.test'/>"

static const struct {
  const char   *description;
  const char   *data;
  int           allowed;     /* -1: no such document */
  CsPermission  bob;
  gboolean      foreign;
} cases[] = {
  { "nothing decided", HEAD TAIL, 0, CS_PERMISSION_NONE, FALSE },
  { "allowed", HEAD RULE ("countersign-allowed", BOB) TAIL, 1, CS_PERMISSION_ALLOWED, FALSE },
  { "refused", HEAD RULE ("countersign-refused", BOB) TAIL, 0, CS_PERMISSION_REFUSED, FALSE },
  { "blocked", HEAD RULE ("countersign-blocked", BOB) TAIL, 0, CS_PERMISSION_BLOCKED, FALSE },
  { "another program's", HEAD RULE ("allow-all", BOB) TAIL, 0, CS_PERMISSION_NONE, TRUE },
  { "prefixes", "<c:ruleset xmlns:c='urn:ietf:params:xml:ns:common-policy'><c:rule id='countersign-allowed'><c:conditions><c:identity>"
    "<c:one id='bob@example.test'/></c:identity></c:conditions></c:rule></c:ruleset>", 1, CS_PERMISSION_ALLOWED, FALSE },
  { "twice", HEAD RULE ("countersign-blocked", BOB) RULE ("countersign-allowed", BOB) TAIL, 0, CS_PERMISSION_BLOCKED, FALSE },
  { "a telephone", HEAD RULE ("countersign-allowed", "<one id='tel:+1'/>" BOB) TAIL, 1, CS_PERMISSION_ALLOWED, FALSE },
  { "no id", HEAD RULE ("countersign-allowed", "<one/>") TAIL, 0, CS_PERMISSION_NONE, FALSE },
  { "no conditions", HEAD "<rule id='countersign-allowed'/>" TAIL, 0, CS_PERMISSION_NONE, FALSE },
  { "a rule without an id", HEAD "<rule/>" TAIL, 0, CS_PERMISSION_NONE, TRUE },
  { "a rule of another namespace", HEAD "<r:rule id='countersign-allowed'/>" TAIL, 0, CS_PERMISSION_NONE, FALSE },

  { "nothing", "", -1, 0, FALSE },
  { "no XML", "bob", -1, 0, FALSE },
  { "another root", "<rules xmlns='urn:ietf:params:xml:ns:common-policy'/>", -1, 0, FALSE },
  { "no namespace", "<ruleset/>", -1, 0, FALSE },
  { "half of it", HEAD RULE ("countersign-allowed", BOB), -1, 0, FALSE },
  { "a document type", "<!DOCTYPE a [<!ENTITY e 'x'>]>" "<ruleset xmlns='urn:ietf:params:xml:ns:common-policy'/>", -1, 0, FALSE },
  { "an entity", HEAD "&e;" TAIL, -1, 0, FALSE },
  { "too deep", HEAD "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>"
    TAIL, -1, 0, FALSE },
};

static CsPresenceRules *
parse (const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

  return cs_presence_rules_parse (body);
}

static CsAddress *
address (const char *text)
{
  return cs_address_parse (text, NULL);
}

static void
test_table (void)
{
  g_autoptr (CsAddress) bob = address ("bob@example.test");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsPresenceRules) rules = parse (cases[i].data);
    g_autoptr (GPtrArray) allowed = rules ? cs_presence_rules_list (rules, CS_PERMISSION_ALLOWED) : NULL;

    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (rules ? (int) allowed->len : -1, ==, cases[i].allowed);
    if (!rules)
      continue;

    g_assert_cmpint (cs_presence_rules_get (rules, bob), ==, cases[i].bob);
    g_assert_cmpint (cs_presence_rules_has_foreign (rules), ==, cases[i].foreign);
  }
}

static char *
build (CsPresenceRules *rules)
{
  g_autoptr (GBytes) bytes = cs_presence_rules_build (rules);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* In the order that lets a server which stops at the first rule that fits do as RFC 4745 means. */
static void
test_builds (void)
{
  g_autoptr (CsPresenceRules) rules = cs_presence_rules_new ();
  g_autoptr (CsAddress) bob = address ("bob@example.test");
  g_autoptr (CsAddress) carol = address ("carol@example.test");
  g_autoptr (CsAddress) dave = address ("d&e'<f>@example.test");
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr (CsPresenceRules) again = NULL;
  const char *blocked;
  const char *refused;
  const char *allowed;
  const char *others;

  g_assert_null (dave);
  dave = address ("d&e'f@example.test");
  g_assert_true (cs_presence_rules_set (rules, bob, CS_PERMISSION_ALLOWED));
  g_assert_true (cs_presence_rules_set (rules, carol, CS_PERMISSION_REFUSED));
  g_assert_true (cs_presence_rules_set (rules, dave, CS_PERMISSION_BLOCKED));
  text = build (rules);
  blocked = strstr (text, "id=\"countersign-blocked\"");
  refused = strstr (text, "id=\"countersign-refused\"");
  allowed = strstr (text, "id=\"countersign-allowed\"");
  others = strstr (text, "id=\"countersign-others\"");
  g_assert_true (blocked && blocked < refused && refused < allowed && allowed < others);
  g_assert_nonnull (strstr (blocked, "<one id=\"sip:d&amp;e'f@example.test\"/>"));
  g_assert_nonnull (strstr (blocked, "<pr:sub-handling>block</pr:sub-handling>"));
  g_assert_nonnull (strstr (refused, "<pr:sub-handling>polite-block</pr:sub-handling>"));
  g_assert_nonnull (strstr (allowed, "<pr:sub-handling>allow</pr:sub-handling>"));
  g_assert_nonnull (strstr (allowed, "<pr:provide-persons><pr:all-persons/></pr:provide-persons>"));
  g_assert_null (strstr (others, "provide"));
  g_assert_nonnull (strstr (others, "<many><except id=\"sip:d&amp;e'f@example.test\"/></many>"));
  g_assert_nonnull (strstr (others, "<pr:sub-handling>confirm</pr:sub-handling>"));

  again = parse (text);
  g_assert_true (cs_presence_rules_asks (again));
  g_assert_false (cs_presence_rules_has_foreign (again));
  g_assert_cmpint (cs_presence_rules_get (again, dave), ==, CS_PERMISSION_BLOCKED);
  text_again = build (again);
  g_assert_cmpstr (text_again, ==, text);
}

static void
test_decides_anew (void)
{
  g_autoptr (CsPresenceRules) rules = parse (HEAD RULE ("countersign-allowed", BOB) TAIL);
  g_autoptr (CsAddress) bob = address ("bob@example.test");
  g_autofree char *text = NULL;

  g_assert_false (cs_presence_rules_asks (rules));
  cs_presence_rules_set (rules, bob, CS_PERMISSION_BLOCKED);
  g_assert_cmpint (cs_presence_rules_get (rules, bob), ==, CS_PERMISSION_BLOCKED);
  cs_presence_rules_set (rules, bob, CS_PERMISSION_NONE);
  text = build (rules);
  g_assert_null (strstr (text, "bob"));
  g_assert_null (strstr (text, "countersign-allowed"));
  g_assert_nonnull (strstr (text, "countersign-others"));
}

/* What other programs wrote is theirs. */
static void
test_keeps_foreign (void)
{
  static const char foreign[] = "<rule id=\"x\"><conditions><identity><many domain=\"a.test\"/></identity></conditions><actions>"
                                "<r:sub-handling>allow</r:sub-handling></actions><transformations><o:x xmlns:o=\"urn:o\"/></transformations>"
                                "</rule><!-- mine --><pr:other xmlns:pr=\"urn:other\"/>";
  g_autofree char *before = g_strconcat (HEAD, foreign, RULE ("countersign-allowed", BOB), TAIL, NULL);
  g_autoptr (CsPresenceRules) rules = parse (before);
  g_autofree char *text = build (rules);
  g_autoptr (CsPresenceRules) again = parse (text);

  g_assert_nonnull (strstr (text, foreign));
  g_assert_true (cs_presence_rules_has_foreign (again));
  /* The namespace already has a prefix. */
  g_assert_nonnull (strstr (text, "<r:sub-handling>confirm</r:sub-handling>"));
  g_assert_null (strstr (text, "xmlns:pr=\"urn:ietf"));
}

static void
test_taken_prefix (void)
{
  g_autoptr (CsPresenceRules) rules = parse ("<ruleset xmlns='urn:ietf:params:xml:ns:common-policy' xmlns:pr='urn:other'/>");
  g_autofree char *text = build (rules);

  g_assert_nonnull (strstr (text, "<pr1:sub-handling>confirm</pr1:sub-handling>"));
}

static void
test_limits (void)
{
  g_autoptr (CsPresenceRules) rules = cs_presence_rules_new ();
  g_autoptr (CsAddress) bob = address ("bob@example.test");
  g_autoptr (GString) many = g_string_new (HEAD "<rule id='countersign-allowed'><conditions><identity>");

  for (guint i = 0; i < CS_PRESENCE_RULES_MAX; i++) {
    g_autofree char *text = g_strdup_printf ("user%u@example.test", i);
    g_autoptr (CsAddress) user = address (text);

    g_assert_true (cs_presence_rules_set (rules, user, CS_PERMISSION_BLOCKED));
    g_string_append_printf (many, "<one id='%s'/>", text);
  }
  g_assert_false (cs_presence_rules_set (rules, bob, CS_PERMISSION_BLOCKED));

  g_string_append (many, BOB "</identity></conditions></rule>" TAIL);
  g_assert_null (parse (many->str));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/presence-rules/reads-what-is-ours", test_table);
  g_test_add_func ("/presence-rules/writes-what-was-decided", test_builds);
  g_test_add_func ("/presence-rules/changes-a-decision", test_decides_anew);
  g_test_add_func ("/presence-rules/keeps-what-others-wrote", test_keeps_foreign);
  g_test_add_func ("/presence-rules/finds-a-free-prefix", test_taken_prefix);
  g_test_add_func ("/presence-rules/has-limits", test_limits);

  return g_test_run ();
}
