/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-winfo.h"

#include <string.h>

#include "cs-xml.h"

#define NAMESPACE "urn:ietf:params:xml:ns:watcherinfo"
#define MAX_WORD  64
#define MAX_ID    256
#define MAX_URI   1024

static const struct {
  const char      *name;
  CsWatcherStatus  status;
} statuses[] = {
  { "active", CS_WATCHER_ACTIVE },
  { "pending", CS_WATCHER_WAITING },
  { "waiting", CS_WATCHER_WAITING },
  { "terminated", CS_WATCHER_GONE },
};

static gboolean
read_status (xmlNode         *node,
             CsWatcherStatus *status)
{
  g_autofree char *name = cs_xml_dup_attribute (node, "status", MAX_WORD);

  for (gsize i = 0; name && i < G_N_ELEMENTS (statuses); i++) {
    if (strcmp (statuses[i].name, name) == 0) {
      *status = statuses[i].status;
      return TRUE;
    }
  }

  return FALSE;
}

/* NULL for one that cannot be understood. */
static CsWatcher *
read_watcher (xmlNode *node)
{
  g_autoptr (CsWatcher) watcher = g_new0 (CsWatcher, 1);
  g_autofree char *uri = cs_xml_dup_text (node, MAX_URI);

  watcher->id = cs_xml_dup_attribute (node, "id", MAX_ID);
  watcher->address = uri ? cs_address_parse (uri, NULL) : NULL;
  if (!watcher->id || !*watcher->id || !watcher->address || !read_status (node, &watcher->status))
    return NULL;

  return g_steal_pointer (&watcher);
}

static void
read_list (CsWinfo *self,
           xmlNode *list)
{
  g_autofree char *package = cs_xml_dup_attribute (list, "package", MAX_WORD);

  if (g_strcmp0 (package, "presence") != 0)
    return;

  for (xmlNode *node = cs_xml_next (list->children, "watcher", NAMESPACE);
       node && self->watchers->len < CS_WINFO_MAX_WATCHERS;
       node = cs_xml_next (node->next, "watcher", NAMESPACE)) {
    CsWatcher *watcher = read_watcher (node);

    if (watcher)
      g_ptr_array_add (self->watchers, watcher);
  }
}

/**
 * cs_winfo_parse:
 * @body: a body of the type %CS_WINFO_TYPE
 *
 * Reads who watches somebody's presence. Those who have no SIP address are left out.
 *
 * Returns: (transfer full) (nullable): what it says, %NULL where @body is no such document
 */
CsWinfo *
cs_winfo_parse (GBytes *body)
{
  g_autoptr (xmlDoc) document = cs_xml_open (body);
  xmlNode *root = document ? cs_xml_get_root (document, "watcherinfo", NAMESPACE) : NULL;
  g_autofree char *version = root ? cs_xml_dup_attribute (root, "version", MAX_WORD) : NULL;
  g_autofree char *state = root ? cs_xml_dup_attribute (root, "state", MAX_WORD) : NULL;
  gboolean full = g_strcmp0 (state, "full") == 0;
  guint64 number;
  CsWinfo *self;

  if (!version || !g_ascii_string_to_unsigned (version, 10, 0, G_MAXINT, &number, NULL) ||
      (!full && g_strcmp0 (state, "partial") != 0))
    return NULL;

  self = g_new0 (CsWinfo, 1);
  self->version = (guint) number;
  self->full = full;
  self->watchers = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_watcher_free);
  for (xmlNode *list = cs_xml_next (root->children, "watcher-list", NAMESPACE);
       list;
       list = cs_xml_next (list->next, "watcher-list", NAMESPACE))
    read_list (self, list);

  return self;
}

/**
 * cs_winfo_free:
 * @self: (transfer full): what a document said
 */
void
cs_winfo_free (CsWinfo *self)
{
  g_ptr_array_unref (self->watchers);
  g_free (self);
}

/**
 * cs_watcher_free:
 * @self: (transfer full): a watcher
 */
void
cs_watcher_free (CsWatcher *self)
{
  g_free (self->id);
  g_clear_pointer (&self->address, cs_address_unref);
  g_free (self);
}
