/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-presence-rules.h"

#include <string.h>

#include "cs-xml.h"

#define POLICY      "urn:ietf:params:xml:ns:common-policy"
#define RULES       "urn:ietf:params:xml:ns:pres-rules"
#define MAX_ID      256
#define MAX_URI     1024

/* Everybody else is to wait until the person decides: without a rule that says so they would be blocked (RFC 5025 section 3.2.1). */
#define OTHERS_ID   "countersign-others"

struct _CsPresenceRules
{
  xmlDoc     *document;   /* without the rules of ours */
  GHashTable *decisions;  /* CsAddress -> CsPermission */
  gboolean    asks;
};

/* The rules of ours, one for each decision, in the order in which they are written: a server that stops at the first that fits (as
 * Kamailio does, where RFC 4745 section 10.2 would take the most generous) then does as we mean. */
static const struct {
  const char   *id;
  CsPermission  permission;
  const char   *handling;
} rules[] = {
  { "countersign-blocked", CS_PERMISSION_BLOCKED, "block" },
  { "countersign-refused", CS_PERMISSION_REFUSED, "polite-block" },
  { "countersign-allowed", CS_PERMISSION_ALLOWED, "allow" },
};

/* All there is to see (RFC 5025 sections 3.3.1 and 3.3.2). */
static const struct {
  const char *name;
  const char *all;
} provisions[] = {
  { "provide-devices", "all-devices" },
  { "provide-persons", "all-persons" },
  { "provide-services", "all-services" },
  { "provide-all-attributes", NULL },
};

static CsPresenceRules *
create (xmlDoc *document)
{
  CsPresenceRules *self = g_new0 (CsPresenceRules, 1);

  self->document = document;
  self->decisions = g_hash_table_new_full ((GHashFunc) cs_address_hash, (GEqualFunc) cs_address_equal,
                                           (GDestroyNotify) cs_address_unref, NULL);

  return self;
}

/**
 * cs_presence_rules_new:
 *
 * Returns: (transfer full): a document in which nothing is decided
 */
CsPresenceRules *
cs_presence_rules_new (void)
{
  xmlDoc *document = xmlNewDoc ((const xmlChar *) "1.0");
  xmlNode *root = xmlNewDocNode (document, NULL, (const xmlChar *) "ruleset", NULL);

  xmlSetNs (root, xmlNewNs (root, (const xmlChar *) POLICY, NULL));
  xmlDocSetRootElement (document, root);

  return create (document);
}

/**
 * cs_presence_rules_set:
 * @self: rules
 * @address: somebody
 * @permission: what is decided about them
 *
 * Returns: whether that is noted; not so where decisions about %CS_PRESENCE_RULES_MAX people are there
 */
gboolean
cs_presence_rules_set (CsPresenceRules *self,
                       CsAddress       *address,
                       CsPermission     permission)
{
  if (permission == CS_PERMISSION_NONE) {
    g_hash_table_remove (self->decisions, address);
    return TRUE;
  }

  if (!g_hash_table_contains (self->decisions, address) && g_hash_table_size (self->decisions) >= CS_PRESENCE_RULES_MAX)
    return FALSE;

  g_hash_table_replace (self->decisions, cs_address_ref (address), GINT_TO_POINTER (permission));

  return TRUE;
}

/* FALSE where there are more than we could write again. */
static gboolean
read_rule (CsPresenceRules *self,
           xmlNode         *rule,
           CsPermission     permission)
{
  xmlNode *conditions = cs_xml_find (rule, "conditions");
  xmlNode *identity = conditions ? cs_xml_find (conditions, "identity") : NULL;

  for (xmlNode *node = identity ? cs_xml_next (identity->children, "one", POLICY) : NULL;
       node;
       node = cs_xml_next (node->next, "one", POLICY)) {
    g_autofree char *uri = cs_xml_dup_attribute (node, "id", MAX_URI);
    g_autoptr (CsAddress) address = uri ? cs_address_parse (uri, NULL) : NULL;

    if (address && !g_hash_table_contains (self->decisions, address) && !cs_presence_rules_set (self, address, permission))
      return FALSE;
  }

  return TRUE;
}

/* Reads the rule and takes it out of the document if it is one of ours. */
static gboolean
take_rule (CsPresenceRules *self,
           xmlNode         *rule)
{
  g_autofree char *id = cs_xml_dup_attribute (rule, "id", MAX_ID);
  gboolean is_ours = g_strcmp0 (id, OTHERS_ID) == 0;
  gboolean is_good = TRUE;

  self->asks |= is_ours;
  for (gsize i = 0; id && i < G_N_ELEMENTS (rules); i++) {
    if (strcmp (id, rules[i].id) != 0)
      continue;
    is_ours = TRUE;
    is_good = read_rule (self, rule, rules[i].permission);
  }

  if (is_ours) {
    xmlUnlinkNode (rule);
    xmlFreeNode (rule);
  }

  return is_good;
}

/**
 * cs_presence_rules_parse:
 * @body: a document of the type %CS_PRESENCE_RULES_TYPE
 *
 * Reads the rules. Those that are not ours are kept as they are.
 *
 * Returns: (transfer full) (nullable): the rules, %NULL where @body is no such document
 */
CsPresenceRules *
cs_presence_rules_parse (GBytes *body)
{
  g_autoptr (xmlDoc) document = cs_xml_open (body);
  xmlNode *root = document ? cs_xml_get_root (document, "ruleset", POLICY) : NULL;
  g_autoptr (CsPresenceRules) self = NULL;
  xmlNode *next;

  if (!root)
    return NULL;

  self = create (g_steal_pointer (&document));
  for (xmlNode *rule = cs_xml_next (root->children, "rule", POLICY); rule; rule = next) {
    next = cs_xml_next (rule->next, "rule", POLICY);
    if (!take_rule (self, rule))
      return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * cs_presence_rules_free:
 * @self: (transfer full): rules
 */
void
cs_presence_rules_free (CsPresenceRules *self)
{
  xmlFreeDoc (self->document);
  g_hash_table_unref (self->decisions);
  g_free (self);
}

/**
 * cs_presence_rules_get:
 * @self: rules
 * @address: somebody
 *
 * Returns: what was decided about them
 */
CsPermission
cs_presence_rules_get (CsPresenceRules *self,
                       CsAddress       *address)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->decisions, address));
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (cs_address_get_uri (*(CsAddress **) a), cs_address_get_uri (*(CsAddress **) b));
}

/**
 * cs_presence_rules_list:
 * @self: rules
 * @permission: a decision
 *
 * Gets the people about whom that was decided.
 *
 * Returns: (transfer full) (element-type CsAddress): their addresses, sorted
 */
GPtrArray *
cs_presence_rules_list (CsPresenceRules *self,
                        CsPermission     permission)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  GHashTableIter iter;
  gpointer address;
  gpointer value;

  g_hash_table_iter_init (&iter, self->decisions);
  while (g_hash_table_iter_next (&iter, &address, &value)) {
    if (GPOINTER_TO_INT (value) == (int) permission)
      g_ptr_array_add (list, cs_address_ref (address));
  }
  g_ptr_array_sort (list, compare);

  return list;
}

/**
 * cs_presence_rules_has_foreign:
 * @self: rules
 *
 * Returns: whether there are rules of another program's, which may allow more than ours do
 */
gboolean
cs_presence_rules_has_foreign (CsPresenceRules *self)
{
  return cs_xml_next (xmlDocGetRootElement (self->document)->children, "rule", POLICY) != NULL;
}

/**
 * cs_presence_rules_asks:
 * @self: rules
 *
 * Returns: whether the document, as it was read, says that everybody else has to wait until the person decides
 */
gboolean
cs_presence_rules_asks (CsPresenceRules *self)
{
  return self->asks;
}

static xmlNode *
add (xmlNode    *parent,
     xmlNs      *ns,
     const char *name,
     const char *text)
{
  return xmlNewTextChild (parent, ns, (const xmlChar *) name, (const xmlChar *) text);
}

static xmlNode *
add_person (xmlNode    *parent,
            xmlNs      *ns,
            const char *name,
            CsAddress  *address)
{
  xmlNode *node = add (parent, ns, name, NULL);

  xmlNewProp (node, (const xmlChar *) "id", (const xmlChar *) cs_address_get_uri (address));

  return node;
}

/* A rule for whom the caller names in the identity that is returned in @identity. */
static xmlNode *
create_rule (xmlNode     *root,
             const char  *id,
             const char  *handling,
             xmlNs       *extension,
             xmlNode    **identity)
{
  xmlNode *rule = xmlNewDocNode (root->doc, root->ns, (const xmlChar *) "rule", NULL);
  xmlNode *transformations;

  xmlNewProp (rule, (const xmlChar *) "id", (const xmlChar *) id);
  *identity = add (add (rule, root->ns, "conditions", NULL), root->ns, "identity", NULL);
  add (add (rule, root->ns, "actions", NULL), extension, "sub-handling", handling);
  transformations = add (rule, root->ns, "transformations", NULL);
  for (gsize i = 0; strcmp (handling, "allow") == 0 && i < G_N_ELEMENTS (provisions); i++) {
    xmlNode *provision = add (transformations, extension, provisions[i].name, NULL);

    if (provisions[i].all)
      add (provision, extension, provisions[i].all, NULL);
  }

  return rule;
}

/* The prefix may stand for something else in a document that others made. */
static xmlNs *
declare_extension (xmlNode *root)
{
  xmlNs *ns = xmlSearchNsByHref (root->doc, root, (const xmlChar *) RULES);

  for (guint i = 0; !ns; i++) {
    g_autofree char *prefix = i == 0 ? g_strdup ("pr") : g_strdup_printf ("pr%u", i);

    ns = xmlNewNs (root, (const xmlChar *) RULES, (const xmlChar *) prefix);
  }

  return ns;
}

/* The most generous of the rules that fit is to hold: one that fits everybody would let in who is blocked. */
static void
append_others (CsPresenceRules *self,
               xmlNode         *root,
               xmlNs           *extension)
{
  g_autoptr (GPtrArray) blocked = cs_presence_rules_list (self, CS_PERMISSION_BLOCKED);
  xmlNode *identity;
  xmlNode *rule = create_rule (root, OTHERS_ID, "confirm", extension, &identity);
  xmlNode *many = add (identity, root->ns, "many", NULL);

  for (guint i = 0; i < blocked->len; i++)
    add_person (many, root->ns, "except", blocked->pdata[i]);
  xmlAddChild (root, rule);
}

static void
insert_decided (CsPresenceRules *self,
                xmlNode         *root,
                xmlNs           *extension)
{
  for (gsize i = G_N_ELEMENTS (rules); i > 0; i--) {
    g_autoptr (GPtrArray) people = cs_presence_rules_list (self, rules[i - 1].permission);
    xmlNode *identity;
    xmlNode *rule;

    /* One for nobody would be one for everybody to some. */
    if (people->len == 0)
      continue;

    rule = create_rule (root, rules[i - 1].id, rules[i - 1].handling, extension, &identity);
    for (guint n = 0; n < people->len; n++)
      add_person (identity, root->ns, "one", people->pdata[n]);
    if (root->children)
      xmlAddPrevSibling (root->children, rule);
    else
      xmlAddChild (root, rule);
  }
}

/**
 * cs_presence_rules_build:
 * @self: rules
 *
 * Writes the document: what others wrote as it was, our own rules as they are now.
 *
 * Returns: (transfer full) (nullable): the document; %NULL if it would be too large to be read again
 */
GBytes *
cs_presence_rules_build (CsPresenceRules *self)
{
  g_autoptr (xmlDoc) document = xmlCopyDoc (self->document, 1);
  xmlNode *root = xmlDocGetRootElement (document);
  xmlNs *extension = declare_extension (root);
  xmlChar *text = NULL;
  GBytes *bytes = NULL;
  int size = 0;

  insert_decided (self, root, extension);
  append_others (self, root, extension);
  xmlDocDumpMemoryEnc (document, &text, &size, "UTF-8");
  if (text && size > 0 && size <= CS_XML_MAX_SIZE)
    bytes = g_bytes_new (text, (gsize) size);
  xmlFree (text);

  return bytes;
}
