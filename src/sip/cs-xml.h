/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/* The one place where XML that came from outside is opened. */
#define CS_XML_MAX_SIZE (64 * 1024)
#define CS_XML_MAX_DEPTH 16

xmlDoc  *cs_xml_open     (GBytes     *data);
xmlDoc  *cs_xml_open_large (GBytes   *data,
                            gsize     max_size);
xmlNode *cs_xml_get_root (xmlDoc     *document,
                          const char *name,
                          const char *uri);
xmlNode *cs_xml_find     (xmlNode    *parent,
                          const char *name);
xmlNode *cs_xml_next     (xmlNode    *node,
                          const char *name,
                          const char *uri);
char    *cs_xml_dup_attribute (xmlNode    *node,
                               const char *name,
                               gsize       max_length);
char    *cs_xml_dup_language (xmlNode   *node,
                              gsize      max_length);
char    *cs_xml_dup_text (xmlNode    *node,
                          gsize       max_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

G_END_DECLS
