/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-refused-page.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-refusal.h"

#include "cs-authority-question.h"
#include "cs-certificate-window.h"
#include "cs-comparison-row.h"
#include "cs-import-opener.h"
#include "cs-shield.h"
#include "cs-toast.h"

struct _CsRefusedPage
{
  AdwBin parent_instance;

  CsProfile *profile;  /* owned */
  CsSession *session;  /* owned */
  CsRefusal *refusal;  /* owned: what is shown, which stays while the session tries again */

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
  CHECK_AGAIN,
  EDIT_ACCOUNT,
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_domain (CsSession *session)
{
  return cs_host_get_display (cs_address_get_host (cs_account_get_address (cs_session_get_account (session))));
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  g_autofree char *visible = cs_text_make_visible (text);

  gtk_label_set_text (label, visible);
}

/* The one primary button is what mends the worst problem; where nothing here does, the report for the administrator. Nothing
 * goes on without proof. */
static void
update_buttons (CsRefusedPage *self)
{
  CsVerdict *verdict = cs_refusal_get_verdict (self->refusal);
  CsRefusalMend mend = cs_refusal_get_mend (self->refusal);
  gboolean import = mend == CS_REFUSAL_MEND_IMPORT &&
                    cs_anchor_store_is_import_allowed (cs_profile_get_anchors (self->profile));
  gboolean edit = mend == CS_REFUSAL_MEND_ACCOUNT || mend == CS_REFUSAL_MEND_CERTIFICATE || (verdict && cs_verdict_has_problem (verdict, CS_PROBLEM_NAME_MISMATCH));
  GtkWidget *buttons[] = { self->import_button, self->edit_button, self->copy_button };

  gtk_widget_set_visible (self->import_child, import);
  gtk_widget_set_visible (self->edit_child, edit);
  gtk_button_set_label (GTK_BUTTON (self->edit_button),
                        mend == CS_REFUSAL_MEND_CERTIFICATE ? _("Choose Certificate") : _("Edit Account"));
  gtk_widget_set_visible (self->view_child, verdict && cs_verdict_get_leaf (verdict));

  self->primary_button = import ? self->import_button : edit ? self->edit_button : self->copy_button;
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    if (buttons[i] == self->primary_button)
      gtk_widget_add_css_class (buttons[i], "suggested-action");
    else
      gtk_widget_remove_css_class (buttons[i], "suggested-action");
  }
}

/* Takes the refusal. */
static void
show_refusal (CsRefusedPage *self,
              CsRefusal     *refusal)
{
  GPtrArray *rows = cs_refusal_get_rows (refusal);
  GtkWidget *row;

  g_clear_pointer (&self->refusal, cs_refusal_free);
  self->refusal = refusal;

  cs_shield_show (CS_SHIELD_REFUSED, self->shield);
  show_text (self->title_label, cs_refusal_get_title (refusal));
  show_text (self->reason_label, cs_refusal_get_reason (refusal));
  show_text (self->remedy_label, cs_refusal_get_remedy (refusal));

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->comparison, 0))))
    gtk_list_box_remove (self->comparison, row);
  for (guint i = 0; i < rows->len; i++) {
    const CsRefusalRow *item = g_ptr_array_index (rows, i);

    gtk_list_box_append (self->comparison, cs_comparison_row_new (item->expected, item->presented, item->fits));
  }
  update_buttons (self);
}

static gboolean
is_refused (CsRefusedPage *self)
{
  return cs_session_get_state (self->session) == CS_CONNECTION_REFUSED;
}

static void
update (CsRefusedPage *self)
{
  CsVerdict *verdict = cs_session_get_verdict (self->session);
  CsVerdict *shown = self->refusal ? cs_refusal_get_verdict (self->refusal) : NULL;
  const GError *error = cs_session_get_error (self->session);

  if (verdict && !cs_verdict_is_accepted (verdict) && verdict != shown)
    show_refusal (self, cs_refusal_new (verdict, get_domain (self->session)));
  else if (!self->refusal && cs_refusal_is_error (error))
    show_refusal (self, cs_refusal_new_for_error (error, get_domain (self->session)));
  gtk_widget_set_visible (self->accept_child, cs_session_can_accept_authority (self->session));
}

static void
imported_cb (CsRefusedPage *self,
             CsAnchor      *anchor)
{
  cs_session_retry_now (self->session);
  g_signal_emit (self, signals[IMPORTED], 0, anchor);
}

static void
open_import (CsRefusedPage *self,
             GFile         *file)
{
  CsHost *host = cs_address_get_host (cs_account_get_address (cs_session_get_account (self->session)));
  CsImportDialog *dialog = cs_import_opener_open (GTK_WIDGET (self), self->profile, cs_host_get_ascii (host), file);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  open_import (CS_REFUSED_PAGE (widget), NULL);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  CsRefusedPage *self = user_data;
  g_autoptr (GFile) file = cs_import_opener_take_drop (value);

  if (!file || !gtk_widget_get_visible (self->import_child))
    return FALSE;

  open_import (self, file);
  return TRUE;
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
  CsVerdict *verdict = self->refusal ? cs_refusal_get_verdict (self->refusal) : NULL;

  if (verdict)
    cs_certificate_window_present_verdict (GTK_WINDOW (gtk_widget_get_root (widget)), verdict);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsRefusedPage *self = CS_REFUSED_PAGE (widget);
  g_autofree char *report = NULL;

  if (!self->refusal)
    return;

  report = cs_refusal_to_text (self->refusal, cs_session_get_facts (self->session));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  cs_toast_show (widget, _("Report copied"));
}

static void
retry_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  CsRefusedPage *self = CS_REFUSED_PAGE (widget);

  if (is_refused (self))
    cs_session_retry_now (self->session);
  else
    g_signal_emit (self, signals[CHECK_AGAIN], 0);
}

static void
cs_refused_page_dispose (GObject *object)
{
  CsRefusedPage *self = CS_REFUSED_PAGE (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->refusal, cs_refusal_free);

  G_OBJECT_CLASS (cs_refused_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
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
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
}

static void
cs_refused_page_class_init (CsRefusedPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_refused_page_dispose;

  /**
   * CsRefusedPage::check-again:
   *
   * The person wants another look at a server of which the session is not waiting to hear.
   */
  signals[CHECK_AGAIN] = g_signal_new ("check-again",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL,
                                       G_TYPE_NONE,
                                       0);

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

  bind_template (widget_class);
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
 * @session: the session that was refused, or whose error is a refusal
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
  g_clear_pointer (&self->refusal, cs_refusal_free);
  if (self->session != session) {
    if (self->session)
      g_signal_handlers_disconnect_by_data (self->session, self);
    g_set_object (&self->session, session);
    g_signal_connect_object (session, "notify::verdict", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }

  update (self);
  if (self->primary_button)
    gtk_widget_grab_focus (self->primary_button);
}
