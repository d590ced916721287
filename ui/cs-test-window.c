/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-window.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-certificate-window.h"
#include "cs-passphrase-dialog.h"
#include "cs-test-row.h"
#include "cs-toast.h"

struct _CsTestWindow
{
  AdwWindow parent_instance;

  CsConnectionTest *test;  /* owned */
  CsOwnCertificate *own;   /* what is loaded before the test begins; NULL: nothing, or it is loaded */

  /* Template children */
  GtkListBox *steps;
  GtkLabel *result_label;
};

G_DEFINE_FINAL_TYPE (CsTestWindow, cs_test_window, ADW_TYPE_WINDOW)

/* What to make of it, once it is over. */
static char *
word_result (CsConnectionTest *test)
{
  CsVerdict *verdict = cs_connection_test_get_verdict (test);

  if (!cs_connection_test_is_done (test))
    return g_strdup (_("No name and no password are sent."));
  if (cs_connection_test_has_passed (test))
    return g_strdup (_("The server proved who it is, and answers. No name and no password were sent."));
  if (verdict && !cs_verdict_is_accepted (verdict))
    return cs_words_for_remedy (verdict);

  return g_strdup (_("The test came to an end before the server answered. No name and no password were sent."));
}

static void
update (CsTestWindow *self)
{
  CsVerdict *verdict = cs_connection_test_get_verdict (self->test);
  g_autofree char *words = word_result (self->test);
  g_autofree char *visible = cs_text_make_visible (words);

  gtk_label_set_text (self->result_label, visible);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "test.view", verdict && cs_verdict_get_leaf (verdict));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "test.copy", cs_connection_test_is_done (self->test));
}

static void
view_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  cs_certificate_window_present_verdict (GTK_WINDOW (widget), cs_connection_test_get_verdict (CS_TEST_WINDOW (widget)->test));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsTestWindow *self = CS_TEST_WINDOW (widget);
  g_autofree char *text = cs_connection_test_to_text (self->test);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  cs_toast_show (GTK_WIDGET (self->steps), _("Copied"));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return cs_test_row_new (item);
}

static void
start (CsTestWindow     *self,
       CsClientIdentity *client)
{
  cs_connection_test_set_client (self->test, client);
  cs_connection_test_start (self->test);
}

static void
own_ready_cb (CsTestWindow *self)
{
  start (self, cs_own_certificate_get_identity (self->own));
}

static void
secret_entered_cb (CsTestWindow *self,
                   CsSecret     *secret)
{
  cs_own_certificate_set_secret (self->own, secret);
  cs_own_certificate_prepare (self->own);
}

static void
secret_response_cb (CsTestWindow *self,
                    const char   *response)
{
  if (g_strcmp0 (response, "unlock") != 0)
    gtk_window_close (GTK_WINDOW (self));
}

/* It is locked, or it cannot be used: then there is nothing to test with it. */
static void
own_failed_cb (CsTestWindow *self)
{
  const GError *error = cs_own_certificate_get_error (self->own);
  CsClientSource *source = cs_own_certificate_get_source (self->own);
  g_autofree char *words = NULL;
  g_autofree char *visible = NULL;

  if (source && cs_own_certificate_is_secret_wanted (self->own)) {
    CsPassphraseDialog *dialog = cs_passphrase_dialog_present (GTK_WINDOW (self), source, error);

    g_signal_connect_object (dialog, "response", G_CALLBACK (secret_response_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (dialog, "entered", G_CALLBACK (secret_entered_cb), self, G_CONNECT_SWAPPED);
    return;
  }

  words = cs_words_for_error (error, NULL);
  visible = cs_text_make_visible (words);
  gtk_label_set_text (self->result_label, visible);
}

static void
cs_test_window_dispose (GObject *object)
{
  CsTestWindow *self = CS_TEST_WINDOW (object);

  if (self->test) {
    g_signal_handlers_disconnect_by_data (self->test, self);
    cs_connection_test_stop (self->test);
  }
  g_clear_object (&self->test);
  g_clear_object (&self->own);

  G_OBJECT_CLASS (cs_test_window_parent_class)->dispose (object);
}

static void
cs_test_window_class_init (CsTestWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_test_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-test-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsTestWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, CsTestWindow, result_label);
  gtk_widget_class_install_action (widget_class, "test.view", NULL, view_cb);
  gtk_widget_class_install_action (widget_class, "test.copy", NULL, copy_cb);
}

static void
cs_test_window_init (CsTestWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_toast_let_escape_close (GTK_WINDOW (self));
}

static CsTestWindow *
present (GtkWindow  *parent,
         CsProfile  *profile,
         CsAccount  *account,
         GError    **error)
{
  g_autoptr (CsConnectionTest) test = cs_profile_test_connection (profile, account, error);
  CsTestWindow *self;

  if (!test)
    return NULL;

  self = g_object_new (CS_TYPE_TEST_WINDOW, "transient-for", parent, NULL);
  self->test = g_object_ref (test);
  gtk_list_box_bind_model (self->steps, cs_connection_test_get_steps (test), create_row_cb, NULL, NULL);
  g_signal_connect_object (test, "done", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}

/**
 * cs_test_window_run:
 * @parent: the window to stand above
 * @profile: a profile
 * @account: an account, of @profile or not
 * @client: (nullable): who we are to a server that asks for a certificate
 * @error: return location for an error
 *
 * Tests the way to the server of @account and shows how it goes. Closing the window ends it.
 *
 * Returns: %FALSE where the administrator's policy does not allow it
 */
gboolean
cs_test_window_run (GtkWindow         *parent,
                    CsProfile         *profile,
                    CsAccount         *account,
                    CsClientIdentity  *client,
                    GError           **error)
{
  CsTestWindow *self = present (parent, profile, account, error);

  if (!self)
    return FALSE;

  start (self, client);

  return TRUE;
}

/**
 * cs_test_window_run_with:
 * @parent: the window to stand above
 * @profile: a profile
 * @account: an account, of @profile or not
 * @own: the certificate to show to a server that asks for one, loaded by nobody else
 * @error: return location for an error
 *
 * As [method@TestWindow.run], with a certificate that is loaded first; the person is asked for what unlocks it.
 *
 * Returns: %FALSE where the administrator's policy does not allow it
 */
gboolean
cs_test_window_run_with (GtkWindow         *parent,
                         CsProfile         *profile,
                         CsAccount         *account,
                         CsOwnCertificate  *own,
                         GError           **error)
{
  CsTestWindow *self = present (parent, profile, account, error);

  if (!self)
    return FALSE;

  self->own = g_object_ref (own);
  g_signal_connect_object (own, "ready", G_CALLBACK (own_ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (own, "failed", G_CALLBACK (own_failed_cb), self, G_CONNECT_SWAPPED);
  cs_own_certificate_prepare (own);

  return TRUE;
}
