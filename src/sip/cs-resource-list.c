/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-resource-list.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-vcard.h"

#include "cs-xml.h"

#define LISTS    "urn:ietf:params:xml:ns:resource-lists"
#define MAX_NAME 1024
#define MAX_URI  1024

/* What is being read. */
typedef struct {
  GPtrArray *cards;      /* CsVcard */
  GPtrArray *left_out;   /* what the others are called */
} Reading;

/* The attribute says where somebody is, or where more of them are. */
static const struct {
  const char *element;
  const char *attribute;
} others[] = {
  { "entry", "uri" },
  { "entry-ref", "ref" },
  { "external", "anchor" },
};

static gboolean
is_named (xmlNode    *node,
          const char *name)
{
  return strcmp ((const char *) node->name, name) == 0;
}

/* On one line, however the document is indented. */
static char *
dup_name (xmlNode *node)
{
  char *name = cs_xml_dup_text (cs_xml_find (node, "display-name"), MAX_NAME);

  return name ? g_strdelimit (name, "\t\n\r", ' ') : NULL;
}

/* What has another scheme is no address of ours, whatever follows. */
static CsAddress *
parse_uri (const char *uri)
{
  const char *scheme = g_uri_peek_scheme (uri);

  if (scheme && strcmp (scheme, "sip") != 0 && strcmp (scheme, "sips") != 0)
    return NULL;

  return cs_address_parse (uri, NULL);
}

/* By their name, else by what the document calls them; without either they are only counted. */
static void
leave_out (Reading *reading,
           xmlNode *node)
{
  char *name = dup_name (node);

  for (gsize i = 0; !name && i < G_N_ELEMENTS (others); i++) {
    if (is_named (node, others[i].element))
      name = cs_xml_dup_attribute (node, others[i].attribute, MAX_URI);
  }
  g_ptr_array_add (reading->left_out, name ? name : g_strdup (""));
}

static void
read_entry (Reading *reading,
            xmlNode *node)
{
  g_autofree char *uri = cs_xml_dup_attribute (node, "uri", MAX_URI);
  g_autoptr (CsAddress) address = uri ? parse_uri (uri) : NULL;
  g_autofree char *name = address ? dup_name (node) : NULL;
  CsVcard *card;

  if (!address) {
    leave_out (reading, node);
    return;
  }

  card = cs_vcard_new (name, NULL);
  g_ptr_array_add (card->addresses, g_steal_pointer (&address));
  g_ptr_array_add (reading->cards, card);
}

/* Lists stand in lists; how deep is limited by how deep the document may be. FALSE where there are too many people. */
static gboolean
read_list (Reading *reading,
           xmlNode *list)
{
  for (xmlNode *node = cs_xml_next (list->children, NULL, LISTS); node; node = cs_xml_next (node->next, NULL, LISTS)) {
    if (reading->cards->len + reading->left_out->len >= CS_RESOURCE_LIST_MAX_PEOPLE)
      return FALSE;

    if (is_named (node, "entry"))
      read_entry (reading, node);
    else if (is_named (node, "entry-ref") || is_named (node, "external"))
      leave_out (reading, node);
    else if (is_named (node, "list") && !read_list (reading, node))
      return FALSE;
  }

  return TRUE;
}

/**
 * cs_resource_list_read:
 * @body: a document of the type %CS_RESOURCE_LIST_TYPE
 * @left_out: (out) (transfer full) (nullable) (element-type utf8): the names, empty where there is none, of those who have no SIP
 *   address, and of what the document only refers to: nothing is fetched from elsewhere
 * @error: return location for an error
 *
 * Reads the people of all lists, those in lists within lists among them. What the document says of lists themselves, and extensions
 * like who gets a copy (RFC 5364), is passed over.
 *
 * Returns: (transfer full) (nullable) (element-type CsVcard): the people with a SIP address; %NULL with %CS_ERROR_TOO_LARGE, or
 *   %CS_ERROR_PROTOCOL where @body is no such document
 */
GPtrArray *
cs_resource_list_read (GBytes     *body,
                       GPtrArray **left_out,
                       GError    **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Reading reading = { cards, names };
  g_autoptr (xmlDoc) document = cs_xml_open_large (body, CS_RESOURCE_LIST_MAX_SIZE);
  xmlNode *root = document ? cs_xml_get_root (document, "resource-lists", LISTS) : NULL;

  *left_out = NULL;
  if (!root) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_PROTOCOL, _("The contacts on the server could not be understood."));
    return NULL;
  }

  for (xmlNode *list = cs_xml_next (root->children, "list", LISTS); list; list = cs_xml_next (list->next, "list", LISTS)) {
    if (!read_list (&reading, list)) {
      g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("There are too many contacts on the server."));
      return NULL;
    }
  }

  *left_out = g_steal_pointer (&names);

  return g_steal_pointer (&cards);
}
