/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-scope-group.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

struct _CsScopeGroup
{
  AdwPreferencesGroup parent_instance;

  CsHost *domain;      /* owned, nullable */
  GPtrArray *domains;  /* owned: CsHost, as typed; empty where one is wrong */

  /* Template children */
  AdwActionRow *own_row;
  GtkCheckButton *own_button;
  GtkCheckButton *some_button;
  GtkCheckButton *any_button;
  GtkWidget *domains_row;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (CsScopeGroup, cs_scope_group, ADW_TYPE_PREFERENCES_GROUP)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_error (CsScopeGroup *self,
            const char   *word)
{
  g_autofree char *visible = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->error_label), word != NULL);
  if (!word) {
    gtk_widget_remove_css_class (self->domains_row, "error");
    return;
  }

  visible = cs_text_make_visible (word);
  /* Translators: %s is what was typed */
  text = g_strdup_printf (_("“%s” is not a domain."), visible);
  gtk_label_set_text (self->error_label, text);
  gtk_widget_add_css_class (self->domains_row, "error");
}

static gboolean
has_domain (GPtrArray *domains,
            CsHost    *host)
{
  for (guint i = 0; i < domains->len; i++) {
    if (cs_host_equal (domains->pdata[i], host))
      return TRUE;
  }

  return FALSE;
}

static void
parse_domains (CsScopeGroup *self)
{
  g_auto (GStrv) words = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->domains_row)), " ,;\t\n", -1);

  g_ptr_array_set_size (self->domains, 0);
  for (char **word = words; *word; word++) {
    CsHost *host;

    if (**word == '\0')
      continue;

    host = cs_host_parse (*word, NULL);
    if (!host) {
      show_error (self, *word);
      g_ptr_array_set_size (self->domains, 0);
      return;
    }

    if (has_domain (self->domains, host))
      cs_host_unref (host);
    else
      g_ptr_array_add (self->domains, host);
  }

  show_error (self, NULL);
}

static void
update (CsScopeGroup *self)
{
  if (gtk_check_button_get_active (self->some_button))
    parse_domains (self);
  else
    show_error (self, NULL);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cs_scope_group_dispose (GObject *object)
{
  CsScopeGroup *self = CS_SCOPE_GROUP (object);

  g_clear_pointer (&self->domain, cs_host_unref);

  G_OBJECT_CLASS (cs_scope_group_parent_class)->dispose (object);
}

static void
cs_scope_group_finalize (GObject *object)
{
  CsScopeGroup *self = CS_SCOPE_GROUP (object);

  g_ptr_array_unref (self->domains);

  G_OBJECT_CLASS (cs_scope_group_parent_class)->finalize (object);
}

static void
cs_scope_group_class_init (CsScopeGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_scope_group_dispose;
  object_class->finalize = cs_scope_group_finalize;

  /**
   * CsScopeGroup::changed:
   *
   * Another scope was chosen, or other domains were typed.
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE,
                                   0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-scope-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CsScopeGroup, own_row);
  gtk_widget_class_bind_template_child (widget_class, CsScopeGroup, own_button);
  gtk_widget_class_bind_template_child (widget_class, CsScopeGroup, some_button);
  gtk_widget_class_bind_template_child (widget_class, CsScopeGroup, any_button);
  gtk_widget_class_bind_template_child (widget_class, CsScopeGroup, domains_row);
  gtk_widget_class_bind_template_child (widget_class, CsScopeGroup, error_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
cs_scope_group_init (CsScopeGroup *self)
{
  self->domains = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_host_unref);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_scope_group_set_domain:
 * @self: a scope group
 * @domain: (nullable): the domain to offer first
 *
 * Offers "@domain only", and chooses it.
 */
void
cs_scope_group_set_domain (CsScopeGroup *self,
                           CsHost       *domain)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CS_IS_SCOPE_GROUP (self));

  g_clear_pointer (&self->domain, cs_host_unref);
  self->domain = domain ? cs_host_ref (domain) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->own_row), domain != NULL);
  if (!domain)
    return;

  /* Translators: the one domain that an authority may vouch for */
  title = g_strdup_printf (_("%s only"), cs_host_get_display (domain));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->own_row), title);
  gtk_check_button_set_active (self->own_button, TRUE);
}

/**
 * cs_scope_group_is_valid:
 * @self: a scope group
 *
 * Returns: whether the choice is complete
 */
gboolean
cs_scope_group_is_valid (CsScopeGroup *self)
{
  g_return_val_if_fail (CS_IS_SCOPE_GROUP (self), FALSE);

  return !gtk_check_button_get_active (self->some_button) || self->domains->len > 0;
}

/**
 * cs_scope_group_is_unlimited:
 * @self: a scope group
 *
 * Returns: whether any server was chosen
 */
gboolean
cs_scope_group_is_unlimited (CsScopeGroup *self)
{
  g_return_val_if_fail (CS_IS_SCOPE_GROUP (self), FALSE);

  return gtk_check_button_get_active (self->any_button);
}

/**
 * cs_scope_group_get_domains:
 * @self: a scope group
 *
 * Gives the chosen domains. There are none where the choice is not complete, and where it is "any server".
 *
 * Returns: (transfer full) (element-type CsHost): the domains
 */
GPtrArray *
cs_scope_group_get_domains (CsScopeGroup *self)
{
  GPtrArray *chosen;

  g_return_val_if_fail (CS_IS_SCOPE_GROUP (self), NULL);

  chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_host_unref);
  if (gtk_check_button_get_active (self->own_button) && self->domain)
    g_ptr_array_add (chosen, cs_host_ref (self->domain));
  else if (gtk_check_button_get_active (self->some_button))
    for (guint i = 0; i < self->domains->len; i++)
      g_ptr_array_add (chosen, cs_host_ref (self->domains->pdata[i]));

  return chosen;
}
