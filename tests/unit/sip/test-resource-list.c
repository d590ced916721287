/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip/cs-resource-list.h"

#include <string.h>

#include "base/cs-error.h"
#include "base/cs-vcard.h"

#define HEAD "<?xml version='1.0'?><resource-lists xmlns='urn:ietf:params:xml:ns:resource-lists'>"
#define TAIL "</resource-lists>"
#define BOB "<entry uri='sip:bob@example.test'><display-name>Bob</display-name></entry>"

/* Who is read, in the order of the document: “name <address>”; and who is left out. NULL: no such document. */
static const struct {
  const char *description;
  const char *data;
  const char *people;
  const char *left_out;
} cases[] = {
  { "no lists", HEAD TAIL, "", "" },
  { "an empty list", HEAD "<list name='friends'/>" TAIL, "", "" },
  { "somebody", HEAD "<list>" BOB "</list>" TAIL, "Bob <sip:bob@example.test>", "" },
  { "without a name", HEAD "<list><entry uri='sips:bob@example.test'/></list>" TAIL, "<sip:bob@example.test>", "" },
  { "several lists", HEAD "<list>" BOB "</list><list><entry uri='sip:carol@example.test'/></list>" TAIL,
    "Bob <sip:bob@example.test>, <sip:carol@example.test>", "" },
  { "a list in a list", HEAD "<list><display-name>All</display-name><list>" BOB "</list><entry uri='sip:carol@example.test'/></list>" TAIL,
    "Bob <sip:bob@example.test>, <sip:carol@example.test>", "" },
  { "deeper", HEAD "<list><list><list>" BOB "</list></list></list>" TAIL, "Bob <sip:bob@example.test>", "" },
  { "in what is no list", HEAD "<list><group>" BOB "</group></list>" TAIL, "", "" },
  { "prefixes and other namespaces", "<r:resource-lists xmlns:r='urn:ietf:params:xml:ns:resource-lists' xmlns:c='urn:ietf:params:xml:ns:"
    "copycontrol'><r:list><c:entry uri='sip:x@example.test'/><r:entry uri=' sip:bob@example.test ' c:copyControl='bcc'>"
    "<c:display-name>Robert</c:display-name><r:display-name xml:lang='en'>\n Bob\tB\n</r:display-name></r:entry></r:list></r:resource-lists>",
    "Bob B <sip:bob@example.test>", "" },
  { "entities in a name", HEAD "<list><entry uri='sip:bob@example.test'><display-name>B &lt;b&gt; &amp;</display-name></entry></list>" TAIL,
    "B <b> & <sip:bob@example.test>", "" },
  { "not at the root", HEAD BOB TAIL, "", "" },

  { "a telephone", HEAD "<list><entry uri='tel:+1'><display-name>Carol</display-name></entry>" BOB "</list>" TAIL,
    "Bob <sip:bob@example.test>", "Carol" },
  { "other schemes", HEAD "<list><entry uri='mailto:bob@example.test'/><entry uri='SIP:bob@example.test'/><entry uri='pres:a@b.test'/></list>" TAIL,
    "<sip:bob@example.test>", "mailto:bob@example.test, pres:a@b.test" },
  { "no address", HEAD "<list><entry/><entry uri=''/><entry uri='sip:'/></list>" TAIL, "", ", , sip:" },
  { "what is elsewhere", HEAD "<list><external anchor='https://xcap.example.test/all'/><external anchor='a'><display-name>Sales</display-name>"
    "</external><entry-ref ref='resource-lists/users/sip:a@b/index/~~/x'/></list>" TAIL,
    "", "https://xcap.example.test/all, Sales, resource-lists/users/sip:a@b/index/~~/x" },
  { "elements in a name", HEAD "<list><entry uri='sip:bob@example.test'><display-name><b>Bob</b></display-name></entry></list>" TAIL,
    "<sip:bob@example.test>", "" },

  { "nothing", "", NULL, NULL },
  { "no XML", "bob", NULL, NULL },
  { "another root", "<list xmlns='urn:ietf:params:xml:ns:resource-lists'/>", NULL, NULL },
  { "no namespace", "<resource-lists/>", NULL, NULL },
  { "half of it", HEAD "<list>" BOB, NULL, NULL },
  { "a document type", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><resource-lists xmlns='urn:ietf:params:xml:ns:resource-lists'>"
    "<list><entry uri='sip:bob@example.test'><display-name>&e;</display-name></entry></list></resource-lists>", NULL, NULL },
  { "an entity", HEAD "<list>&e;</list>" TAIL, NULL, NULL },
  { "bad UTF-8", HEAD "<list><entry uri='sip:bob@example.test'><display-name>\xff</display-name></entry></list>" TAIL, NULL, NULL },
  { "too deep", HEAD "<list><list><list><list><list><list><list><list><list><list><list><list><list><list><list><list/></list></list></list>"
    "</list></list></list></list></list></list></list></list></list></list></list></list>" TAIL, NULL, NULL },
};

static GPtrArray *
read (const char  *text,
      GPtrArray  **left_out,
      GError     **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

  return cs_resource_list_read (body, left_out, error);
}

static char *
describe (GPtrArray *cards)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < cards->len; i++) {
    CsVcard *card = cards->pdata[i];

    g_assert_cmpuint (card->addresses->len, ==, 1);
    g_string_append_printf (words, "%s%s%s<%s>", i > 0 ? ", " : "", card->name ? card->name : "", card->name ? " " : "",
                            cs_address_get_uri (card->addresses->pdata[0]));
  }

  return g_strdup (words->str);
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) left_out = NULL;
    g_autoptr (GPtrArray) cards = read (cases[i].data, &left_out, &error);
    g_autofree char *people = cards ? describe (cards) : NULL;
    g_autofree char *names = NULL;

    g_test_message ("%s", cases[i].description);
    g_assert_cmpstr (people, ==, cases[i].people);
    if (!cards) {
      g_assert_error (error, CS_ERROR, CS_ERROR_PROTOCOL);
      g_assert_null (left_out);
      continue;
    }

    g_assert_no_error (error);
    g_ptr_array_add (left_out, NULL);
    names = g_strjoinv (", ", (char **) left_out->pdata);
    g_assert_cmpstr (names, ==, cases[i].left_out);
  }
}

static char *
make_people (guint n)
{
  GString *text = g_string_new (HEAD "<list><list>");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "<entry uri='%u@b.test'/>", i);
  g_string_append (text, "</list></list>" TAIL);

  return g_string_free (text, FALSE);
}

static void
test_limits (void)
{
  g_autofree char *most = make_people (CS_RESOURCE_LIST_MAX_PEOPLE);
  g_autofree char *more = make_people (CS_RESOURCE_LIST_MAX_PEOPLE + 1);
  g_autofree char *space = g_strnfill (CS_RESOURCE_LIST_MAX_SIZE, ' ');
  g_autofree char *large = g_strconcat (HEAD, space, TAIL, NULL);
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GPtrArray) cards = read (most, &left_out, NULL);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (cards->len, ==, CS_RESOURCE_LIST_MAX_PEOPLE);
  g_assert_null (read (more, &none, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TOO_LARGE);
  g_assert_null (none);
  g_clear_error (&error);
  g_assert_null (read (large, &none, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_PROTOCOL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resource-list/reads-people-and-nothing-else", test_table);
  g_test_add_func ("/resource-list/stops-at-its-limits", test_limits);

  return g_test_run ();
}
