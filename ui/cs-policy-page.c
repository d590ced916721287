/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-policy-page.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-locked-row.h"

struct _CsPolicyPage
{
  AdwPreferencesPage parent_instance;

  CsPolicyStore *policies;
  GPtrArray *rows;  /* borrowed */

  /* Template children */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (CsPolicyPage, cs_policy_page, ADW_TYPE_PREFERENCES_PAGE)

static const struct {
  const char *key;
  const char *label;
} labels[] = {
  { "revocation", N_("Proof that a certificate was not revoked") },
  { "minimum-tls", N_("Oldest version of TLS") },
  { "import-allowed", N_("People may import authorities") },
  { "certificate-memory", N_("Another authority than last time") },
  { "wildcard-for-typed-hosts", N_("Wildcards for servers that are typed") },
  { "domain", N_("Domain of accounts") },
  { "server", N_("Server of accounts") },
  { "organisation-lookup", N_("Look for the server in the organisation’s way, too") },
  { "rules-server", N_("Contact rules server") },
  { "room-manager", N_("Address for rooms") },
  { "keep-history", N_("Keep messages") },
  { "contacts-only", N_("Only contacts may write") },
  { "notification-text", N_("Notifications tell who wrote and what") },
};

static const struct {
  const char *word;
  const char *label;
} values[] = {
  { "true", N_("yes") },
  { "false", N_("no") },
  { "prefer", N_("looked for") },
  { "require", N_("required") },
  { "off", N_("off") },
  { "refuse", N_("refused") },
  { "mention", N_("mentioned") },
  { "none", N_("none") },
  { "forever", N_("for ever") },
  { "year", N_("for a year") },
  { "month", N_("for a month") },
};

static char *
describe_key (const CsPolicyEntry *entry)
{
  if (g_str_equal (entry->group, "trusted-servers")) {
    /* Translators: the row of a list; what follows are names of servers */
    if (g_str_equal (entry->key, "*"))
      return g_strdup (_("Servers of all other domains"));
    /* Translators: %s is a domain; what follows are names of servers */
    return g_strdup_printf (_("Servers of %s"), entry->key);
  }

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    if (g_str_equal (labels[i].key, entry->key))
      return g_strdup (_(labels[i].label));
  }

  return g_strdup (entry->key);
}

static const char *
describe_value (const CsPolicyEntry *entry)
{
  if (!entry->value)
    return _("none");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    if (g_str_equal (values[i].word, entry->value))
      return _(values[i].label);
  }

  return entry->value;
}

static void
add_row (CsPolicyPage *self,
         GtkWidget    *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, row);
}

static void
add_entry (CsPolicyPage        *self,
           const CsPolicyEntry *entry)
{
  g_autofree char *label = describe_key (entry);
  /* Translators: what is ruled, and how: “Oldest version of TLS: 1.3” */
  g_autofree char *title = g_strdup_printf (_("%s: %s"), label, describe_value (entry));
  g_autofree char *path = cs_text_make_visible (entry->path);
  GtkWidget *row;

  if (entry->locked) {
    row = cs_locked_row_new (title);
  } else {
    g_autofree char *visible = cs_text_make_visible (title);

    row = adw_action_row_new ();
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), visible);
  }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), path);
  add_row (self, row);
}

static void
update (CsPolicyPage *self)
{
  const GError *error = cs_policy_store_get_error (self->policies);
  g_autoptr (GPtrArray) entries = cs_policy_list_entries (cs_policy_store_get_policy (self->policies));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  if (error) {
    g_autofree char *words = cs_words_for_error (error, NULL);
    GtkWidget *row = cs_locked_row_new (words);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Nothing is connected to until this is mended."));
    add_row (self, row);
  }

  for (guint i = 0; i < entries->len; i++)
    add_entry (self, g_ptr_array_index (entries, i));
}

static void
cs_policy_page_dispose (GObject *object)
{
  CsPolicyPage *self = CS_POLICY_PAGE (object);

  if (self->policies)
    g_signal_handlers_disconnect_by_data (self->policies, self);
  g_clear_object (&self->policies);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (cs_policy_page_parent_class)->dispose (object);
}

static void
cs_policy_page_class_init (CsPolicyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_policy_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-policy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPolicyPage, group);
}

static void
cs_policy_page_init (CsPolicyPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_policy_page_is_needed:
 * @policies: what the administrator rules
 *
 * Returns: whether there is anything to show
 */
gboolean
cs_policy_page_is_needed (CsPolicyStore *policies)
{
  return cs_policy_store_get_error (policies) || !cs_policy_is_empty (cs_policy_store_get_policy (policies));
}

/**
 * cs_policy_page_new:
 * @policies: what the administrator rules
 *
 * Returns: (transfer floating): a page that lists it, as it is now
 */
CsPolicyPage *
cs_policy_page_new (CsPolicyStore *policies)
{
  CsPolicyPage *self = g_object_new (CS_TYPE_POLICY_PAGE, NULL);

  self->policies = g_object_ref (policies);
  g_signal_connect_swapped (policies, "changed", G_CALLBACK (update), self);
  update (self);

  return self;
}
