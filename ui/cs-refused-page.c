/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-refused-page.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-anchor-toast.h"
#include "cs-authority-question.h"
#include "cs-certificate-window.h"
#include "cs-comparison.h"
#include "cs-import-dialog.h"
#include "cs-shield.h"
#include "cs-toast.h"

struct _CsRefusedPage
{
  AdwBin parent_instance;

  CsProfile *profile;  /* owned */
  CsSession *session;  /* owned */
  CsVerdict *verdict;  /* owned: the refusal that is shown, which stays while the session tries again */

  /* Template children */
  GtkImage *shield;
  GtkLabel *title_label;
  GtkLabel *reason_label;
  GtkListBox *comparison;
  GtkLabel *remedy_label;
  GtkWidget *import_child;
  GtkWidget *import_button;
  GtkWidget *accept_child;
  GtkWidget *edit_child;
  GtkWidget *edit_button;
  GtkWidget *view_child;
  GtkWidget *copy_button;
  GtkWidget *primary_button;  /* one of them */
};

G_DEFINE_FINAL_TYPE (CsRefusedPage, cs_refused_page, ADW_TYPE_BIN)

enum {
  EDIT_ACCOUNT,
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_text (GtkLabel *label,
           char     *text)
{
  g_autofree char *taken = text;
  g_autofree char *visible = taken ? cs_text_make_visible (taken) : NULL;

  gtk_label_set_text (label, visible);
  gtk_widget_set_visible (GTK_WIDGET (label), visible && *visible);
}

/* Another authority only helps where the lack of one is the worst: it mends neither a forgery nor a wrong name. */
static gboolean
would_import_help (CsVerdict *verdict)
{
  CsProblem *worst = cs_verdict_get_worst (verdict);

  return worst
      && (cs_problem_get_kind (worst) == CS_PROBLEM_UNKNOWN_AUTHORITY
          || cs_problem_get_kind (worst) == CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE);
}

/* The one primary button is what mends the worst problem; where nothing here does, the report for the administrator. Nothing
 * goes on without proof. */
static void
update_buttons (CsRefusedPage *self)
{
  gboolean import = would_import_help (self->verdict) &&
                    cs_anchor_store_is_import_allowed (cs_profile_get_anchors (self->profile));
  gboolean edit = cs_verdict_has_problem (self->verdict, CS_PROBLEM_NAME_MISMATCH);
  GtkWidget *buttons[] = { self->import_button, self->edit_button, self->copy_button };

  gtk_widget_set_visible (self->import_child, import);
  gtk_widget_set_visible (self->edit_child, edit);
  gtk_widget_set_visible (self->view_child, cs_verdict_get_leaf (self->verdict) != NULL);

  self->primary_button = import ? self->import_button : edit ? self->edit_button : self->copy_button;
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    if (buttons[i] == self->primary_button)
      gtk_widget_add_css_class (buttons[i], "suggested-action");
    else
      gtk_widget_remove_css_class (buttons[i], "suggested-action");
  }
}

static void
show_verdict (CsRefusedPage *self,
              CsVerdict     *verdict)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsHost *host = cs_address_get_host (cs_account_get_address (cs_session_get_account (self->session)));
  g_autofree char *remedy = cs_words_for_remedy (verdict);
  const char *name = identity ? cs_reference_identity_get_display (identity) : cs_host_get_display (host);

  g_set_object (&self->verdict, verdict);

  cs_shield_show (CS_SHIELD_REFUSED, self->shield);
  /* Translators: %s is the name of a server */
  show_text (self->title_label, g_strdup_printf (_("%s could not prove who it is"), name));
  show_text (self->reason_label, cs_words_for_verdict (verdict));
  /* Translators: %s is a sentence or two about what to do */
  show_text (self->remedy_label, g_strdup_printf (_("Countersign sent nothing. %s"), remedy));
  cs_comparison_fill (self->comparison, verdict);
  update_buttons (self);
}

static void
update (CsRefusedPage *self)
{
  CsVerdict *verdict = cs_session_get_verdict (self->session);

  if (verdict && !cs_verdict_is_accepted (verdict) && verdict != self->verdict)
    show_verdict (self, verdict);
  gtk_widget_set_visible (self->accept_child, cs_session_can_accept_authority (self->session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "refused.retry",
                                 cs_session_get_state (self->session) == CS_CONNECTION_REFUSED);
}

static void
imported_cb (CsImportDialog *dialog,
             CsAnchor       *anchor,
             gpointer        user_data)
{
  CsRefusedPage *self = user_data;

  cs_toast_add (GTK_WIDGET (self),
                cs_anchor_toast_new_imported (cs_profile_get_anchors (self->profile), anchor,
                                              cs_import_dialog_get_previous (dialog)));
  cs_session_retry_now (self->session);
  g_signal_emit (self, signals[IMPORTED], 0, anchor);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  CsRefusedPage *self = CS_REFUSED_PAGE (widget);
  CsHost *host = cs_address_get_host (cs_account_get_address (cs_session_get_account (self->session)));
  CsImportDialog *dialog = cs_import_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                     self->profile,
                                                     cs_host_get_ascii (host),
                                                     NULL);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, 0);
}

static void
accept_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  cs_authority_question_present (GTK_WINDOW (gtk_widget_get_root (widget)), CS_REFUSED_PAGE (widget)->session);
}

static void
edit_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  g_signal_emit (widget, signals[EDIT_ACCOUNT], 0);
}

static void
view_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsRefusedPage *self = CS_REFUSED_PAGE (widget);

  if (self->verdict)
    cs_certificate_window_present_verdict (GTK_WINDOW (gtk_widget_get_root (widget)), self->verdict);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsRefusedPage *self = CS_REFUSED_PAGE (widget);
  g_autofree char *report = NULL;

  if (!self->verdict)
    return;

  report = cs_words_for_report (self->verdict, cs_session_get_facts (self->session));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  cs_toast_show (widget, _("Report copied"));
}

static void
retry_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  cs_session_retry_now (CS_REFUSED_PAGE (widget)->session);
}

static void
cs_refused_page_dispose (GObject *object)
{
  CsRefusedPage *self = CS_REFUSED_PAGE (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_object (&self->verdict);

  G_OBJECT_CLASS (cs_refused_page_parent_class)->dispose (object);
}

static void
cs_refused_page_class_init (CsRefusedPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_refused_page_dispose;

  /**
   * CsRefusedPage::edit-account:
   *
   * The person wants to mend the server name or the address.
   */
  signals[EDIT_ACCOUNT] = g_signal_new ("edit-account",
                                        G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL,
                                        G_TYPE_NONE,
                                        0);

  /**
   * CsRefusedPage::imported:
   * @anchor: the new trust anchor
   *
   * An authority was imported, and the session tries again.
   */
  signals[IMPORTED] = g_signal_new ("imported",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL,
                                    G_TYPE_NONE,
                                    1, CS_TYPE_ANCHOR);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-refused-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, shield);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, comparison);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, remedy_label);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, import_child);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, accept_child);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, edit_child);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, view_child);
  gtk_widget_class_bind_template_child (widget_class, CsRefusedPage, copy_button);
  gtk_widget_class_install_action (widget_class, "refused.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "refused.accept", NULL, accept_cb);
  gtk_widget_class_install_action (widget_class, "refused.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "refused.view", NULL, view_cb);
  gtk_widget_class_install_action (widget_class, "refused.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "refused.retry", NULL, retry_cb);
}

static void
cs_refused_page_init (CsRefusedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_refused_page_set_session:
 * @self: a refused page
 * @profile: the profile whose trust anchors an imported authority joins
 * @session: the session that was refused
 *
 * Shows why the server of @session was refused, and what can be done.
 */
void
cs_refused_page_set_session (CsRefusedPage *self,
                             CsProfile     *profile,
                             CsSession     *session)
{
  g_return_if_fail (CS_IS_REFUSED_PAGE (self));
  g_return_if_fail (CS_IS_PROFILE (profile));
  g_return_if_fail (CS_IS_SESSION (session));

  g_set_object (&self->profile, profile);
  if (self->session != session) {
    if (self->session)
      g_signal_handlers_disconnect_by_data (self->session, self);
    g_set_object (&self->session, session);
    g_clear_object (&self->verdict);
    g_signal_connect_object (session, "notify::verdict", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }

  update (self);
  if (self->primary_button)
    gtk_widget_grab_focus (self->primary_button);
}
