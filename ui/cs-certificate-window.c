/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-certificate-window.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-certificate-text.h"
#include "cs-certificate-view.h"
#include "cs-chain-row.h"
#include "cs-side-by-side.h"
#include "cs-toast.h"

/* In pixels; the chain stands beside the chosen certificate where there is room. */
#define WIDTH_WITH_CHAIN 880
#define HEIGHT 680

struct _CsCertificateWindow
{
  AdwWindow parent_instance;

  /* Owned. Either a verdict, or no verdict and a chain of one certificate. */
  CsVerdict *verdict;
  GListModel *certificates;
  CsCertificate *current;
  GtkFileChooserNative *chooser;

  /* Template children */
  AdwClamp *clamp;
  GtkImage *shield;
  GtkLabel *verdict_label;
  GtkBox *problems;
  GtkListBox *chain;
  AdwBin *chosen;
};

G_DEFINE_FINAL_TYPE (CsCertificateWindow, cs_certificate_window, ADW_TYPE_WINDOW)

/* In an accepted chain each certificate's issuer is the next one. In any other nothing is known of issuers. */
static CsShield
get_issuer_shield (CsCertificateWindow *self)
{
  return self->verdict && cs_verdict_is_accepted (self->verdict) ? CS_SHIELD_VERIFIED : CS_SHIELD_UNCHECKED;
}

static gint64
get_now (CsCertificateWindow *self)
{
  return self->verdict ? cs_verdict_get_time (self->verdict) : g_get_real_time () / G_USEC_PER_SEC;
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 gpointer       user_data)
{
  CsCertificateWindow *self = user_data;

  if (!row)
    return;

  g_set_object (&self->current, cs_chain_row_get_certificate (CS_CHAIN_ROW (row)));
  adw_bin_set_child (self->chosen,
                     cs_certificate_view_new (self->current, get_issuer_shield (self), get_now (self)));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsCertificateWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  /* The window may have been closed meanwhile. */
  if (!self->shield)
    return;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    cs_toast_show (GTK_WIDGET (self->shield), _("Certificate saved"));
  } else {
    g_autofree char *text = NULL;

    /* Translators: %s is the reason, a sentence of the system */
    text = g_strdup_printf (_("The certificate was not saved: %s"), error->message);
    cs_toast_show (GTK_WIDGET (self->shield), text);
  }
}

static void
export_response_cb (GtkNativeDialog     *dialog,
                    int                  response,
                    CsCertificateWindow *self)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *pem;

  if (response == GTK_RESPONSE_ACCEPT) {
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    pem = cs_certificate_to_pem (self->current);
    bytes = g_bytes_new_take (pem, strlen (pem));
    g_file_replace_contents_bytes_async (file,
                                         bytes,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_NONE,
                                         NULL,
                                         written_cb,
                                         g_object_ref (self));
  }

  g_clear_object (&self->chooser);
}

/* A certificate's name is foreign text: only what is harmless in a file name is taken from it. */
static char *
suggest_file_name (CsCertificate *certificate)
{
  g_autofree char *name = g_strndup (cs_certificate_get_title (certificate), 100);

  g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-.", '-');
  if (*name == '.' || *name == '\0' || strspn (name, "-.") == strlen (name))
    return g_strdup ("certificate.pem");

  return g_strconcat (name, ".pem", NULL);
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  CsCertificateWindow *self = CS_CERTIFICATE_WINDOW (widget);
  g_autofree char *name = NULL;

  if (!self->current)
    return;

  name = suggest_file_name (self->current);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export Certificate"),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Save"),
                                               NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (export_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsCertificateWindow *self = CS_CERTIFICATE_WINDOW (widget);
  g_autofree char *text = NULL;

  if (self->verdict)
    text = cs_certificate_text_new_verdict (self->verdict, self->certificates);
  else
    text = cs_certificate_text_new (self->current);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  cs_toast_show (GTK_WIDGET (self->shield), _("Copied"));
}

static void
cs_certificate_window_dispose (GObject *object)
{
  CsCertificateWindow *self = CS_CERTIFICATE_WINDOW (object);

  g_clear_object (&self->verdict);
  g_clear_object (&self->certificates);
  g_clear_object (&self->current);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (cs_certificate_window_parent_class)->dispose (object);
}

static void
cs_certificate_window_class_init (CsCertificateWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_certificate_window_dispose;

  g_type_ensure (CS_TYPE_SIDE_BY_SIDE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-certificate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsCertificateWindow, clamp);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateWindow, shield);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateWindow, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateWindow, problems);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateWindow, chain);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateWindow, chosen);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_install_action (widget_class, "certificate.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "certificate.copy", NULL, copy_cb);
}

static void
cs_certificate_window_init (CsCertificateWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_toast_let_escape_close (GTK_WINDOW (self));
}

static void
add_problem (CsCertificateWindow *self,
             CsProblem           *problem)
{
  g_autofree char *words = cs_words_for_problem (self->verdict, problem);
  g_autofree char *visible = cs_text_make_visible (words);
  g_autofree char *line = NULL;

  /* Translators: one of the things that are wrong with a certificate */
  line = g_strdup_printf (_("✗ %s"), visible);
  gtk_box_append (self->problems,
                  g_object_new (GTK_TYPE_LABEL,
                                "label", line,
                                "xalign", 0.0,
                                "wrap", TRUE,
                                "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                "selectable", TRUE,
                                NULL));
}

/* The sentence names the worst problem. Where there are more, all are listed. */
static void
show_verdict (CsCertificateWindow *self)
{
  GListModel *problems = cs_verdict_get_problems (self->verdict);
  guint n_problems = g_list_model_get_n_items (problems);
  g_autofree char *words = cs_words_for_verdict (self->verdict);
  g_autofree char *visible = cs_text_make_visible (words);

  cs_shield_show (cs_shield_for_verdict (self->verdict), self->shield);
  gtk_label_set_text (self->verdict_label, visible);
  if (n_problems < 2)
    return;

  for (guint i = 0; i < n_problems; i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);

    add_problem (self, problem);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->problems), TRUE);
}

static void
show_certificates (CsCertificateWindow *self)
{
  guint n_certificates = g_list_model_get_n_items (self->certificates);

  for (guint i = 0; i < n_certificates; i++) {
    g_autoptr (CsCertificate) certificate = g_list_model_get_item (self->certificates, i);

    gtk_list_box_append (self->chain, cs_chain_row_new (certificate, self->verdict));
  }

  if (self->verdict && n_certificates > 0) {
    adw_clamp_set_maximum_size (self->clamp, WIDTH_WITH_CHAIN);
    gtk_window_set_default_size (GTK_WINDOW (self), WIDTH_WITH_CHAIN, HEIGHT);
  } else {
    gtk_widget_set_visible (GTK_WIDGET (self->chain), FALSE);
  }
  gtk_list_box_select_row (self->chain, gtk_list_box_get_row_at_index (self->chain, 0));
}

/**
 * cs_certificate_window_present_verdict:
 * @parent: the window to stand above
 * @verdict: a verdict
 *
 * Shows @verdict, and the chain as it was built or, where none could be, as it was presented.
 */
void
cs_certificate_window_present_verdict (GtkWindow *parent,
                                       CsVerdict *verdict)
{
  CsCertificateWindow *self;
  GListModel *certificates;

  g_return_if_fail (CS_IS_VERDICT (verdict));

  self = g_object_new (CS_TYPE_CERTIFICATE_WINDOW, "transient-for", parent, NULL);
  certificates = cs_verdict_get_chain (verdict);
  if (!certificates || g_list_model_get_n_items (certificates) == 0)
    certificates = cs_verdict_get_presented (verdict);

  self->verdict = g_object_ref (verdict);
  self->certificates = g_object_ref (certificates);
  show_verdict (self);
  show_certificates (self);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * cs_certificate_window_present:
 * @parent: the window to stand above
 * @certificate: a certificate
 *
 * Shows a certificate about which no verdict exists: one in a file, or a trusted authority.
 */
void
cs_certificate_window_present (GtkWindow     *parent,
                               CsCertificate *certificate)
{
  CsCertificateWindow *self;
  GListStore *certificates;

  g_return_if_fail (CS_IS_CERTIFICATE (certificate));

  self = g_object_new (CS_TYPE_CERTIFICATE_WINDOW, "transient-for", parent, NULL);
  certificates = g_list_store_new (CS_TYPE_CERTIFICATE);
  g_list_store_append (certificates, certificate);
  self->certificates = G_LIST_MODEL (certificates);

  cs_shield_show (CS_SHIELD_UNCHECKED, self->shield);
  gtk_label_set_text (self->verdict_label, _("This is what the certificate says. No server has proved itself with it here."));
  show_certificates (self);
  gtk_window_present (GTK_WINDOW (self));
}
