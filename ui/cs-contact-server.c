/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-server.h"

#include <glib/gi18n-lib.h>

#include "chat/cs-words.h"

#include "cs-contact-import-dialog.h"
#include "cs-toast.h"

/* What goes on while a server is asked. */
typedef struct {
  GtkWidget *widget;
  CsProfile *profile;
  AdwToast *toast;
} Work;

static void
work_free (Work *work)
{
  adw_toast_dismiss (work->toast);
  g_object_unref (work->toast);
  g_object_unref (work->widget);
  g_object_unref (work->profile);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static char *
word_item (CsSession *session,
           gboolean   is_only)
{
  const char *address = cs_address_get_display (cs_account_get_address (cs_session_get_account (session)));
  g_auto (GStrv) parts = NULL;
  g_autofree char *shown = NULL;

  if (is_only)
    return g_strdup (_("Import from _Server…"));

  /* A low line would mark the letter after it. */
  parts = g_strsplit (address, "_", -1);
  shown = g_strjoinv ("__", parts);

  /* Translators: %s is the SIP address of an account. */
  return g_strdup_printf (_("Import from the Server of %s…"), shown);
}

/**
 * cs_contact_server_fill_menu:
 * @menu: an empty section of a menu
 * @profile: whose accounts to look at
 * @action: the name of an action that takes the id of an account
 *
 * Offers each account whose server may keep contacts.
 */
void
cs_contact_server_fill_menu (GMenu      *menu,
                             CsProfile  *profile,
                             const char *action)
{
  GListModel *sessions = cs_profile_get_sessions (profile);
  g_autoptr (GPtrArray) offered = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    if (cs_session_get_xcap_root (session))
      g_ptr_array_add (offered, g_steal_pointer (&session));
  }

  for (guint i = 0; i < offered->len; i++) {
    g_autofree char *label = word_item (offered->pdata[i], offered->len == 1);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, action, "s", cs_account_get_id (cs_session_get_account (offered->pdata[i])));
    g_menu_append_item (menu, item);
  }
}

static void
tell (Work       *work,
      const char *words)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (work->widget)),
                                              _("The contacts could not be fetched"), words);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = cs_session_fetch_people_finish (CS_SESSION (source), result, &left_out, &error);

  /* The window was closed meanwhile. */
  if (!gtk_widget_get_root (work->widget))
    return;

  if (people) {
    cs_contact_import_dialog_present (work->widget, work->profile, CS_SESSION (source), people, left_out);
  } else {
    g_autofree char *words = cs_words_for_error (error, NULL);

    tell (work, words);
  }
}

/**
 * cs_contact_server_import:
 * @widget: a widget in the window that asks
 * @profile: whose contacts to add to
 * @account: the id of an account whose server may keep contacts
 *
 * Asks the server, shows what would come of its contacts, and does it where that is wished.
 */
void
cs_contact_server_import (GtkWidget  *widget,
                          CsProfile  *profile,
                          const char *account)
{
  g_autoptr (CsSession) session = cs_profile_find_session_by_id (profile, account);
  Work *work;

  if (!session)
    return;

  work = g_new0 (Work, 1);
  work->widget = g_object_ref (widget);
  work->profile = g_object_ref (profile);
  work->toast = cs_toast_new (_("Asking the server…"));
  adw_toast_set_timeout (work->toast, 0);
  cs_toast_add (widget, g_object_ref (work->toast));
  cs_session_fetch_people_async (session, NULL, fetched_cb, work);
}
