/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-xml.h"

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

static void
stop (xmlParserCtxt *context)
{
  /* Stopping alone would leave a document that looks whole. */
  xmlStopParser (context);
  context->wellFormed = 0;
}

/* A document type could define entities, which grow or name files. Nothing that is sent over SIP has one. */
static void
refuse_document_type (void          *data,
                      const xmlChar *name,
                      const xmlChar *external_id,
                      const xmlChar *system_id)
{
  stop (data);
}

/* The nine arguments are SAX's. */
static void
start_element_cb (void           *data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  xmlParserCtxt *context = data;

  if (context->nodeNr >= CS_XML_MAX_DEPTH) {
    stop (context);
    return;
  }

  xmlSAX2StartElementNs (data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted, attributes);
}

/**
 * cs_xml_open:
 * @data: a document that came from outside
 *
 * Reads a document of at most %CS_XML_MAX_SIZE bytes of UTF-8 and %CS_XML_MAX_DEPTH levels, without a document type. Nothing is
 * fetched, no entity but the five of XML itself is known.
 *
 * Returns: (transfer full) (nullable): the document, %NULL when it is not such a one
 */
xmlDoc *
cs_xml_open (GBytes *data)
{
  return cs_xml_open_large (data, CS_XML_MAX_SIZE);
}

/**
 * cs_xml_open_large:
 * @data: a document that came from outside
 * @max_size: how many bytes it may have
 *
 * Reads a document as [func@xml_open] does, where another size is to be expected.
 *
 * Returns: (transfer full) (nullable): the document, %NULL when it is not such a one
 */
xmlDoc *
cs_xml_open_large (GBytes *data,
                   gsize   max_size)
{
  gsize size;
  const char *text = g_bytes_get_data (data, &size);
  xmlParserCtxt *context;
  xmlDoc *document;

  if (size == 0 || size > max_size || !g_utf8_validate_len (text, size, NULL))
    return NULL;

  context = xmlNewParserCtxt ();
  if (!context)
    return NULL;

  context->sax->internalSubset = refuse_document_type;
  context->sax->externalSubset = refuse_document_type;
  context->sax->startElementNs = start_element_cb;
  /* Naming the encoding here overrides what the document says of it. */
  document = xmlCtxtReadMemory (context, text, (int) size, NULL, "UTF-8",
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
  xmlFreeParserCtxt (context);

  return document;
}

static gboolean
is_element (xmlNode    *node,
            const char *name,
            const char *uri)
{
  return node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
         strcmp ((const char *) node->name, name) == 0 && strcmp ((const char *) node->ns->href, uri) == 0;
}

/**
 * cs_xml_get_root:
 * @document: a document
 * @name: the name that its root has to have
 * @uri: the namespace that its root has to be in
 *
 * Returns: (transfer none) (nullable): the root
 */
xmlNode *
cs_xml_get_root (xmlDoc     *document,
                 const char *name,
                 const char *uri)
{
  xmlNode *root = xmlDocGetRootElement (document);

  return root && is_element (root, name, uri) ? root : NULL;
}

/**
 * cs_xml_find:
 * @parent: an element in a namespace
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the first child element of that name in the same namespace
 */
xmlNode *
cs_xml_find (xmlNode    *parent,
             const char *name)
{
  const char *uri = (const char *) parent->ns->href;
  xmlNode *child;

  for (child = parent->children; child; child = child->next) {
    if (is_element (child, name, uri))
      return child;
  }

  return NULL;
}

/**
 * cs_xml_next:
 * @node: (nullable): a child of some element
 * @name: (nullable): a name, %NULL for any
 * @uri: a namespace
 *
 * Looks among @node and its later siblings. To go on, give the next sibling of what was found.
 *
 * Returns: (transfer none) (nullable): the first element of that name in that namespace
 */
xmlNode *
cs_xml_next (xmlNode    *node,
             const char *name,
             const char *uri)
{
  for (; node; node = node->next) {
    if (is_element (node, name ? name : (const char *) node->name, uri))
      return node;
  }

  return NULL;
}

/**
 * cs_xml_dup_attribute:
 * @node: an element
 * @name: the name of an attribute without a namespace
 * @max_length: how many bytes it may have
 *
 * Returns: (transfer full) (nullable): its value, without white space around it; %NULL if there is none or it is too long
 */
char *
cs_xml_dup_attribute (xmlNode    *node,
                      const char *name,
                      gsize       max_length)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) name);
  char *copy = NULL;

  if (value && strlen ((const char *) value) <= max_length)
    copy = g_strstrip (g_strdup ((const char *) value));
  xmlFree (value);

  return copy;
}

/**
 * cs_xml_dup_language:
 * @node: an element
 * @max_length: how many bytes it may have
 *
 * Returns: (transfer full) (nullable): the language that it, or what it stands in, says that it is in (xml:lang); %NULL if nothing says
 *   so, or it is too long
 */
char *
cs_xml_dup_language (xmlNode *node,
                     gsize    max_length)
{
  xmlChar *value = xmlNodeGetLang (node);
  char *copy = NULL;

  if (value && strlen ((const char *) value) <= max_length)
    copy = g_strstrip (g_strdup ((const char *) value));
  xmlFree (value);

  return copy;
}

/**
 * cs_xml_dup_text:
 * @node: (nullable): an element
 * @max_length: how many bytes the text may have
 *
 * Gets the text that stands in an element, without the white space around it.
 *
 * Returns: (transfer full) (nullable): the text; %NULL if there is none, it is too long, or other elements stand in it
 */
char *
cs_xml_dup_text (xmlNode *node,
                 gsize    max_length)
{
  g_autoptr (GString) text = g_string_new (NULL);
  xmlNode *child;

  if (!node)
    return NULL;

  for (child = node->children; child; child = child->next) {
    if (child->type == XML_COMMENT_NODE)
      continue;
    if (child->type != XML_TEXT_NODE)
      return NULL;
    g_string_append (text, (const char *) child->content);
  }

  g_strstrip (text->str);
  if (*text->str == '\0' || strlen (text->str) > max_length)
    return NULL;

  return g_strdup (text->str);
}
