/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watchers-window.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-toast.h"
#include "cs-watcher-row.h"

#define N_GROUPS (CS_PERMISSION_BLOCKED + 1)

struct _CsWatchersWindow
{
  AdwWindow parent_instance;

  CsProfile *profile;
  CsSession *session;
  GPtrArray *rows;  /* borrowed, in the order of the groups */

  /* Template children */
  GtkLabel *words;
  GtkWidget *again;
  AdwPreferencesGroup *groups[N_GROUPS];  /* by decision */
};

G_DEFINE_FINAL_TYPE (CsWatchersWindow, cs_watchers_window, ADW_TYPE_WINDOW)

static const char *
get_name (CsWatchersWindow *self,
          CsAddress        *address)
{
  const char *account = cs_account_get_id (cs_session_get_account (self->session));
  CsContact *contact = cs_contacts_find (cs_profile_get_contacts (self->profile), account, address);

  return contact ? cs_contact_get_name (contact) : NULL;
}

static void
fill_group (CsWatchersWindow *self,
            CsPermission      permission)
{
  AdwPreferencesGroup *group = self->groups[permission];
  g_autoptr (GPtrArray) people = cs_permissions_list (cs_session_get_permissions (self->session), permission);

  for (guint i = 0; i < people->len; i++) {
    GtkWidget *row = cs_watcher_row_new (self->session, people->pdata[i], get_name (self, people->pdata[i]));

    adw_preferences_group_add (group, row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (group), people->len > 0);
}

static void
empty_groups (CsWatchersWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);

    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
  }
  g_ptr_array_set_size (self->rows, 0);
}

/* Where the keyboard is: whom the row shows, and at which of its buttons. */
typedef struct {
  CsAddress *address;  /* NULL: nowhere here */
  const char *action;
  guint number;
} Focus;

static Focus
note_focus (CsWatchersWindow *self)
{
  GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = widget ? gtk_widget_get_ancestor (widget, CS_TYPE_WATCHER_ROW) : NULL;
  Focus focus = { NULL, NULL, 0 };

  if (row && GTK_IS_ACTIONABLE (widget) && g_ptr_array_find (self->rows, row, &focus.number)) {
    focus.address = cs_address_ref (cs_watcher_row_get_address (CS_WATCHER_ROW (row)));
    focus.action = g_intern_string (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)));
  }

  return focus;
}

/* At the same button; where its person was decided about, at whoever has their place. */
static void
restore_focus (CsWatchersWindow *self,
               const Focus      *focus)
{
  GtkWidget *button = NULL;

  for (guint i = 0; i < self->rows->len && !button; i++) {
    if (cs_address_equal (cs_watcher_row_get_address (self->rows->pdata[i]), focus->address))
      button = cs_watcher_row_find_button (self->rows->pdata[i], focus->action);
  }
  if (!button && self->rows->len > 0)
    button = cs_watcher_row_find_button (self->rows->pdata[MIN (focus->number, self->rows->len - 1)], NULL);
  if (button)
    gtk_widget_grab_focus (button);
}

static char *
word (CsWatchersWindow *self)
{
  CsPermissions *permissions = cs_session_get_permissions (self->session);
  const GError *error = cs_permissions_get_error (permissions);

  if (error)
    return cs_text_make_visible (error->message);
  if (!cs_permissions_is_working (permissions))
    return g_strdup (self->rows->len > 0 ? _("You are offline. What you decide gets to your server when you sign in.")
                                         : _("You are offline. What you decided is kept on your server."));
  if (!cs_permissions_is_known (permissions))
    return g_strdup (_("Asking the server…"));
  if (cs_permissions_has_foreign (permissions))
    return g_strdup (_("Another program keeps rules on this server, too. They may show you to people whom you refuse or block here."));
  if (self->rows->len == 0)
    return g_strdup (_("Nobody has asked so far. Who does is shown nothing until you decide."));

  return NULL;
}

static void
update (CsWatchersWindow *self)
{
  Focus focus = note_focus (self);
  g_autoptr (CsAddress) focused = focus.address;
  g_autofree char *words = NULL;

  empty_groups (self);
  for (int permission = 0; permission < N_GROUPS; permission++)
    fill_group (self, permission);
  if (focused)
    restore_focus (self, &focus);

  words = word (self);
  gtk_label_set_text (self->words, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
  gtk_widget_set_visible (self->again, cs_permissions_get_error (cs_session_get_permissions (self->session)) != NULL);
}

static void
again_cb (CsWatchersWindow *self)
{
  cs_permissions_load (cs_session_get_permissions (self->session));
}

static void
cs_watchers_window_dispose (GObject *object)
{
  CsWatchersWindow *self = CS_WATCHERS_WINDOW (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (cs_session_get_permissions (self->session), self);
  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (cs_watchers_window_parent_class)->dispose (object);
}

static void
cs_watchers_window_class_init (CsWatchersWindowClass *klass)
{
  static const char * const names[N_GROUPS] = {
    [CS_PERMISSION_NONE] = "waiting", [CS_PERMISSION_ALLOWED] = "allowed",
    [CS_PERMISSION_REFUSED] = "refused", [CS_PERMISSION_BLOCKED] = "blocked",
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_watchers_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-watchers-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsWatchersWindow, words);
  gtk_widget_class_bind_template_child (widget_class, CsWatchersWindow, again);
  for (gsize i = 0; i < N_GROUPS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE, G_STRUCT_OFFSET (CsWatchersWindow, groups[i]));
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
cs_watchers_window_init (CsWatchersWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_toast_let_escape_close (GTK_WINDOW (self));
}

/**
 * cs_watchers_window_present:
 * @parent: the window it belongs to
 * @profile: who is known
 * @session: whose presence it is
 *
 * Shows who may see when the person is available, and lets them decide.
 */
void
cs_watchers_window_present (GtkWindow *parent,
                            CsProfile *profile,
                            CsSession *session)
{
  CsWatchersWindow *self = g_object_new (CS_TYPE_WATCHERS_WINDOW, "transient-for", parent, NULL);

  self->profile = g_object_ref (profile);
  self->session = g_object_ref (session);
  g_signal_connect_swapped (cs_session_get_permissions (session), "changed", G_CALLBACK (update), self);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}
