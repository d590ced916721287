/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sip/cs-xml.h"

#define DEEPEST CS_XML_MAX_DEPTH

static const struct {
  const char *description;
  const char *text;
  gboolean    opens;
} cases[] = {
  { "an element", "<a/>", TRUE },
  { "a declaration", "<?xml version='1.0' encoding='UTF-8'?><a>x</a>", TRUE },
  { "a lie about the encoding", "<?xml version='1.0' encoding='UTF-16'?><a>x</a>", TRUE },
  { "the five entities", "<a>&lt;&amp;&#65;</a>", TRUE },
  { "an unknown entity", "<a>&e;</a>", FALSE },
  { "a document type", "<!DOCTYPE a><a/>", FALSE },
  { "a document type elsewhere", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", FALSE },
  { "entities that grow", "<!DOCTYPE a [<!ENTITY x 'xxxx'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>", FALSE },
  { "an entity from a file", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", FALSE },
  { "not closed", "<a><b></a>", FALSE },
  { "two roots", "<a/><a/>", FALSE },
  { "bad UTF-8", "<a>\377</a>", FALSE },
  { "words", "hello", FALSE },
  { "nothing", "", FALSE },
};

static gboolean
opens (const char *text,
       gsize       length)
{
  g_autoptr (GBytes) data = g_bytes_new_static (text, length);
  g_autoptr (xmlDoc) document = cs_xml_open (data);

  return document != NULL;
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (opens (cases[i].text, strlen (cases[i].text)), ==, cases[i].opens);
  }
  g_assert_false (opens ("<a>\0</a>", 8));
  /* What a coding leaves of nothing has no address at all. */
  g_assert_false (opens (NULL, 0));
}

static void
test_limits (void)
{
  for (guint depth = DEEPEST - 1; depth <= DEEPEST + 1; depth++) {
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint i = 0; i < depth; i++)
      g_string_append (text, "<a>");
    for (guint i = 0; i < depth; i++)
      g_string_append (text, "</a>");
    g_assert_cmpint (opens (text->str, text->len), ==, depth <= DEEPEST);
  }

  for (guint surplus = 0; surplus < 2; surplus++) {
    g_autofree char *filling = g_strnfill (CS_XML_MAX_SIZE - strlen ("<a></a>") + surplus, 'x');
    g_autofree char *text = g_strconcat ("<a>", filling, "</a>", NULL);

    g_assert_cmpint (opens (text, strlen (text)), ==, surplus == 0);
  }
}

static void
test_finds (void)
{
  static const char text[] = "<a xmlns='urn:x' xmlns:y='urn:y'><y:b>no</y:b><b> yes<!-- or --> &amp; no </b><b>late</b><c><b/></c><g xmlns=''/><d/><f>x<?y z?></f></a>";
  g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));
  g_autoptr (xmlDoc) document = cs_xml_open (data);
  g_autofree char *found = NULL;
  xmlNode *root;

  g_assert_null (cs_xml_get_root (document, "a", "urn:y"));
  g_assert_null (cs_xml_get_root (document, "b", "urn:x"));
  root = cs_xml_get_root (document, "a", "urn:x");
  g_assert_nonnull (root);

  found = cs_xml_dup_text (cs_xml_find (root, "b"), strlen ("yes & no"));
  g_assert_cmpstr (found, ==, "yes & no");
  g_assert_null (cs_xml_dup_text (cs_xml_find (root, "b"), 7));
  g_assert_null (cs_xml_dup_text (cs_xml_find (root, "c"), 20));
  g_assert_null (cs_xml_dup_text (cs_xml_find (root, "d"), 20));
  g_assert_null (cs_xml_dup_text (cs_xml_find (root, "f"), 20));
  g_assert_null (cs_xml_find (root, "e"));
  g_assert_null (cs_xml_dup_text (NULL, 20));
}

static void
test_goes_on (void)
{
  static const char text[] = "<a xmlns='urn:x' xmlns:y='urn:y'>x<b n=' 1 '/><y:b/><c y:n='2'/><b n='123456'/></a>";
  g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));
  g_autoptr (xmlDoc) document = cs_xml_open (data);
  xmlNode *first = cs_xml_get_root (document, "a", "urn:x")->children;
  xmlNode *node = cs_xml_next (first, "b", "urn:x");
  g_autofree char *value = cs_xml_dup_attribute (node, "n", 3);

  g_assert_cmpstr (value, ==, "1");
  node = cs_xml_next (node->next, "b", "urn:x");
  g_assert_null (cs_xml_dup_attribute (node, "n", 3));
  g_assert_null (cs_xml_dup_attribute (node, "m", 3));
  g_assert_null (cs_xml_next (node->next, "b", "urn:x"));
  g_assert_nonnull (cs_xml_next (first, NULL, "urn:y"));
  g_assert_null (cs_xml_dup_attribute (cs_xml_next (first, "c", "urn:x"), "n", 3));
  g_assert_null (cs_xml_next (NULL, "b", "urn:x"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xml/opens-what-is-harmless", test_table);
  g_test_add_func ("/xml/has-limits", test_limits);
  g_test_add_func ("/xml/finds-by-namespace", test_finds);
  g_test_add_func ("/xml/goes-from-one-to-the-next", test_goes_on);

  return g_test_run ();
}
