/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watch-bar.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-toast.h"

/* In milliseconds: a second click in a row is not meant for whoever comes next. */
#define PAUSE 700

struct _CsWatchBar
{
  AdwBin parent_instance;

  GListModel *sessions;
  CsPermissions *permissions;  /* of the account that is asked for; NULL while nobody asks */
  CsAddress *address;          /* who asks */
  char *complaint;             /* the last one that was shown */
  guint pause_id;

  /* Template children */
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (CsWatchBar, cs_watch_bar, ADW_TYPE_BIN)

static const struct {
  const char *action;
  CsPermission permission;
} decisions[] = {
  { "watch.allow", CS_PERMISSION_ALLOWED },
  { "watch.refuse", CS_PERMISSION_REFUSED },
  { "watch.block", CS_PERMISSION_BLOCKED },
};

/* What "Undo" needs. */
typedef struct {
  CsPermissions *permissions;
  CsAddress *address;
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->permissions);
  cs_address_unref (undo->address);
  g_free (undo);
}

static void
undo_cb (AdwToast *toast,
         Undo     *undo)
{
  cs_permissions_set (undo->permissions, undo->address, CS_PERMISSION_NONE);
}

static void
forget (CsWatchBar *self)
{
  g_clear_object (&self->permissions);
  g_clear_pointer (&self->address, cs_address_unref);
}

/* The first of all accounts. */
static void
find (CsWatchBar *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sessions) && !self->address; i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);
    CsPermissions *permissions = cs_session_get_permissions (session);
    g_autoptr (GPtrArray) waiting = permissions ? cs_permissions_list (permissions, CS_PERMISSION_NONE) : NULL;

    if (waiting && waiting->len > 0) {
      self->permissions = g_object_ref (permissions);
      self->address = cs_address_ref (waiting->pdata[0]);
    }
  }
}

static void
update (CsWatchBar *self)
{
  g_autofree char *who = NULL;
  g_autofree char *words = NULL;

  forget (self);
  find (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->address != NULL);
  if (!self->address)
    return;

  who = cs_text_embed (cs_address_get_display (self->address));
  /* Translators: %s is somebody’s SIP address. */
  words = g_strdup_printf (_("%s wants to see when you are available"), who);
  gtk_label_set_text (self->words, words);
}

/* A decision that did not get to the server was shown as done. */
static void
changed_cb (CsWatchBar    *self,
            CsPermissions *permissions)
{
  const GError *error = cs_permissions_get_error (permissions);
  g_autofree char *words = error ? cs_words_for_error (error, NULL) : NULL;

  if (words && g_strcmp0 (words, self->complaint) != 0)
    cs_toast_show_until_closed (GTK_WIDGET (self), words);
  g_free (self->complaint);
  self->complaint = g_steal_pointer (&words);
  update (self);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  CsWatchBar *self = user_data;

  self->pause_id = 0;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);

  return G_SOURCE_REMOVE;
}

static void
rest (CsWatchBar *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE, pause_over_cb, self);
}

static void
sessions_changed_cb (CsWatchBar *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);
    CsPermissions *permissions = cs_session_get_permissions (session);

    if (!permissions)
      continue;
    g_signal_handlers_disconnect_by_func (permissions, changed_cb, self);
    g_signal_connect_object (permissions, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  }
  update (self);
}

static char *
word_done (CsAddress    *address,
           CsPermission  permission)
{
  g_autofree char *who = cs_toast_embed (cs_address_get_display (address));

  if (permission == CS_PERMISSION_ALLOWED) {
    /* Translators: %s is somebody’s SIP address. */
    return g_strdup_printf (_("%s may see when you are available"), who);
  }
  if (permission == CS_PERMISSION_REFUSED) {
    /* Translators: %s is somebody’s SIP address. */
    return g_strdup_printf (_("%s sees nothing of you"), who);
  }

  /* Translators: %s is somebody’s SIP address. */
  return g_strdup_printf (_("%s is told that they may not see you"), who);
}

static void
show_done (CsWatchBar   *self,
           CsPermission  permission,
           Undo         *undo)
{
  g_autofree char *words = word_done (undo->address, permission);
  AdwToast *toast = cs_toast_new (words);

  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
  cs_toast_add (GTK_WIDGET (self), toast);
}

static void
decided (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsWatchBar *self = CS_WATCH_BAR (widget);

  for (gsize i = 0; self->address && i < G_N_ELEMENTS (decisions); i++) {
    Undo *undo;

    if (!g_str_equal (decisions[i].action, action_name))
      continue;

    undo = g_new0 (Undo, 1);
    undo->permissions = g_object_ref (self->permissions);
    undo->address = cs_address_ref (self->address);
    cs_permissions_set (undo->permissions, undo->address, decisions[i].permission);
    show_done (self, decisions[i].permission, undo);
    rest (self);
    break;
  }
}

static void
cs_watch_bar_dispose (GObject *object)
{
  CsWatchBar *self = CS_WATCH_BAR (object);

  forget (self);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_pointer (&self->complaint, g_free);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (cs_watch_bar_parent_class)->dispose (object);
}

static void
cs_watch_bar_class_init (CsWatchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_watch_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-watch-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CsWatchBar, words);
  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_class_install_action (widget_class, decisions[i].action, NULL, decided);
}

static void
cs_watch_bar_init (CsWatchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_watch_bar_set_sessions:
 * @self: the bar
 * @sessions: a list of [class@Session]
 *
 * Gives the bar the accounts whose presence others may ask for, once.
 */
void
cs_watch_bar_set_sessions (CsWatchBar *self,
                           GListModel *sessions)
{
  g_return_if_fail (CS_IS_WATCH_BAR (self));
  g_return_if_fail (!self->sessions);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
  sessions_changed_cb (self);
}
