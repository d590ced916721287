/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watchers-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-watchers-window.h"

struct _CsWatchersRow
{
  AdwActionRow parent_instance;

  CsProfile *profile;
  CsSession *session;
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (CsWatchersRow, cs_watchers_row, ADW_TYPE_ACTION_ROW)

static char *
join_addresses (GPtrArray *addresses)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", cs_address_get_display (addresses->pdata[i]));

  return g_strdup (words->str);
}

/* Where the person cannot decide: who sees them all the same, as far as the server tells. */
static char *
word_watchers (CsWatchersRow *self)
{
  g_autoptr (GPtrArray) watching = cs_session_list_watchers (self->session, FALSE);
  g_autoptr (GPtrArray) waiting = cs_session_list_watchers (self->session, TRUE);
  g_autofree char *who = join_addresses (watching);
  g_autofree char *others = join_addresses (waiting);
  g_autofree char *wish = NULL;
  g_autoptr (GString) words = g_string_new (who);

  if (watching->len + waiting->len == 0)
    return NULL;

  if (waiting->len > 0) {
    /* Translators: %s is one or more SIP addresses, of people whom the server does not let see when one is available. */
    wish = g_strdup_printf (_("Not allowed yet by the server: %s"), others);
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", wish);
  }
  g_string_append_printf (words, "\n%s", _("Without a rules server, your server decides who may see it."));

  return g_strdup (words->str);
}

static char *
word_decisions (CsPermissions *permissions)
{
  const GError *error = cs_permissions_get_error (permissions);
  g_autoptr (GPtrArray) waiting = cs_permissions_list (permissions, CS_PERMISSION_NONE);

  if (error)
    return cs_text_make_visible (error->message);
  if (!cs_permissions_is_saved (permissions) && !(cs_permissions_is_working (permissions) && cs_permissions_is_known (permissions)))
    return g_strdup (_("What you decided waits until you sign in."));
  if (waiting->len == 0)
    return g_strdup (_("You decide for each person who asks."));

  /* Translators: how many people ask to see when one is available. */
  return g_strdup_printf (ngettext ("%u person waits for you to decide.", "%u people wait for you to decide.", waiting->len), waiting->len);
}

static void
update (CsWatchersRow *self)
{
  CsPermissions *permissions = cs_session_get_permissions (self->session);
  gboolean decides = cs_session_get_xcap_root (self->session) != NULL;
  g_autofree char *words = decides ? word_decisions (permissions) : word_watchers (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 decides ? _("Who may see when I am available") : _("Who watches when I am available"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words ? words : "");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), decides);
  gtk_widget_set_visible (self->arrow, decides);
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

static void
cs_watchers_row_activate (AdwActionRow *row)
{
  CsWatchersRow *self = CS_WATCHERS_ROW (row);

  cs_watchers_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->profile, self->session);
}

static void
cs_watchers_row_dispose (GObject *object)
{
  CsWatchersRow *self = CS_WATCHERS_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_watchers_row_parent_class)->dispose (object);
}

static void
cs_watchers_row_class_init (CsWatchersRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_watchers_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = cs_watchers_row_activate;
}

static void
cs_watchers_row_init (CsWatchersRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 6);
  self->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->arrow);
}

/**
 * cs_watchers_row_set_session:
 * @self: the row
 * @profile: who is known
 * @session: whose presence it is
 *
 * Gives the row what it shows, once.
 */
void
cs_watchers_row_set_session (CsWatchersRow *self,
                             CsProfile     *profile,
                             CsSession     *session)
{
  g_return_if_fail (CS_IS_WATCHERS_ROW (self));
  g_return_if_fail (!self->session);

  self->profile = g_object_ref (profile);
  self->session = g_object_ref (session);
  cs_session_want_watchers (session);
  g_signal_connect_object (session, "watchers-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cs_session_get_permissions (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
