/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-window.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-certificate-window.h"
#include "cs-test-row.h"
#include "cs-toast.h"

struct _CsTestWindow
{
  AdwWindow parent_instance;

  CsConnectionTest *test;  /* owned */

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
cs_test_window_dispose (GObject *object)
{
  CsTestWindow *self = CS_TEST_WINDOW (object);

  if (self->test) {
    g_signal_handlers_disconnect_by_data (self->test, self);
    cs_connection_test_stop (self->test);
  }
  g_clear_object (&self->test);

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
  g_autoptr (CsConnectionTest) test = cs_profile_test_connection (profile, account, client, error);
  CsTestWindow *self;

  if (!test)
    return FALSE;

  self = g_object_new (CS_TYPE_TEST_WINDOW, "transient-for", parent, NULL);
  self->test = g_object_ref (test);
  gtk_list_box_bind_model (self->steps, cs_connection_test_get_steps (test), create_row_cb, NULL, NULL);
  g_signal_connect_object (test, "done", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
  cs_connection_test_start (test);

  return TRUE;
}
