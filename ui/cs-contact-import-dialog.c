/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-import-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-contact-import.h"

#include "cs-account-choice.h"
#include "cs-row-name.h"
#include "cs-toast.h"

/* So many are shown before they count, and so many names of those who are left out; the number of the others is said. */
#define SHOWN 100
#define NAMED 5

/* Rows a frame, which are as many as there is room for: all at once would hold up what else is to be drawn. */
#define STEP 6

/* Characters of a name that somebody else chose. */
#define LONGEST_NAME 40

/* What goes on while somebody decides. */
typedef struct {
  GtkWidget *widget;        /* in the window that asks */
  CsProfile *profile;
  GPtrArray *cards;
  GPtrArray *left_out;
  CsContactImport *import;  /* into the account that is chosen; NULL while that is worked out */
  GCancellable *cancellable;

  /* Borrowed */
  AdwMessageDialog *dialog;
  AdwComboRow *account;
  GtkListBox *list;
  GtkWidget *scroller;

  guint n_rows;
  guint filling_id;         /* a tick of the list; 0: it is filled */
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_cancellable_cancel (question->cancellable);
  g_object_unref (question->cancellable);
  g_object_unref (question->widget);
  g_object_unref (question->profile);
  g_ptr_array_unref (question->cards);
  g_ptr_array_unref (question->left_out);
  g_clear_pointer (&question->import, cs_contact_import_unref);
  g_free (question);
}

/* Foreign text: short, and with nothing in it that hides. */
static char *
show_name (const char *name)
{
  gboolean is_long = g_utf8_strlen (name, -1) > LONGEST_NAME;
  g_autofree char *start = is_long ? g_utf8_substring (name, 0, LONGEST_NAME) : g_strdup (name);
  g_autofree char *visible = cs_text_make_visible (start);

  return is_long ? g_strconcat (visible, "…", NULL) : g_steal_pointer (&visible);
}

static void
undo_cb (AdwToast        *toast,
         CsContactImport *import)
{
  cs_contact_import_undo_async (import, NULL, NULL);
}

static void
free_import (gpointer  data,
             GClosure *closure)
{
  cs_contact_import_unref (data);
}

/* What is needed once it is done, when the dialog is gone. */
typedef struct {
  GtkWidget *widget;
  CsContactImport *import;
} Done;

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Done *done = user_data;
  g_autoptr (GtkWidget) widget = done->widget;
  guint n = cs_contact_import_count (done->import);
  g_autofree char *words = g_strdup_printf (ngettext ("%u contact was imported", "%u contacts were imported", n), n);
  AdwToast *toast = cs_toast_new (words);

  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), done->import, free_import, 0);
  cs_toast_add (widget, toast);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  Done *done;

  if (!question->import || g_strcmp0 (response, "import") != 0)
    return;

  done = g_new0 (Done, 1);
  done->widget = g_object_ref (question->widget);
  done->import = cs_contact_import_ref (question->import);
  cs_contact_import_apply_async (question->import, applied_cb, done);
}

/* Each on a line, those that there is something to say for. */
static void
add_sentence (GString *words,
              char    *sentence)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

/* Whoever made the file may want to mend it: they are named, as far as there is room. */
static char *
name_left_out (GPtrArray *left_out)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint named = 0;

  for (guint i = 0; i < left_out->len && named < NAMED; i++) {
    g_autofree char *name = show_name (left_out->pdata[i]);

    if (!*name)
      continue;
    g_string_append_printf (names, "%s%s", named > 0 ? ", " : "", name);
    named++;
  }

  if (named == 0)
    return g_strdup_printf (ngettext ("%u has no SIP address.", "%u have no SIP address.", left_out->len), left_out->len);

  if (named == left_out->len)
    /* Translators: %s is one or more names of people. */
    return g_strdup_printf (_("Left out, without a SIP address: %s."), names->str);

  /* Translators: %s is one or more names of people, %u how many others there are. */
  return g_strdup_printf (ngettext ("Left out, without a SIP address: %s and %u more.",
                                    "Left out, without a SIP address: %s and %u more.", left_out->len - named),
                          names->str, left_out->len - named);
}

static char *
make_words (Question *question)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_new = cs_contact_import_count_new (question->import);
  guint n_more = cs_contact_import_count (question->import) - n_new;
  guint n_known = cs_contact_import_count_known (question->import);

  if (n_new > 0)
    add_sentence (words, g_strdup_printf (ngettext ("%u contact is new.", "%u contacts are new.", n_new), n_new));
  if (n_more > 0)
    add_sentence (words, g_strdup_printf (ngettext ("%u is completed.", "%u are completed.", n_more), n_more));
  if (n_known > 0)
    add_sentence (words, g_strdup_printf (ngettext ("%u is there already.", "%u are there already.", n_known), n_known));
  if (question->left_out->len > 0)
    add_sentence (words, name_left_out (question->left_out));

  return g_strdup (words->str);
}

static GtkWidget *
make_row (CsContactImport *import,
          guint            number)
{
  const char *name;
  gboolean is_new;
  CsContact *contact = cs_contact_import_get (import, number, &name, &is_new);
  const char *address = cs_address_get_display (cs_contact_get_address (contact));
  g_autofree char *shown = name ? show_name (name) : g_strdup (address);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  if (is_new) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), name ? address : "");
  } else {
    /* Translators: %s is the address of a contact. */
    g_autofree char *words = g_strdup_printf (_("%s (already there, completed)"), address);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  }
  cs_row_name_make (ADW_ACTION_ROW (row), NULL);

  return row;
}

static gboolean
fill_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Question *question = user_data;
  guint n = cs_contact_import_count (question->import);
  guint shown = MIN (n, SHOWN);

  for (guint i = 0; i < STEP && question->n_rows < shown; i++)
    gtk_list_box_append (question->list, make_row (question->import, question->n_rows++));
  if (question->n_rows < shown)
    return G_SOURCE_CONTINUE;

  if (n > SHOWN) {
    g_autofree char *words = g_strdup_printf (ngettext ("And %u more", "And %u more", n - SHOWN), n - SHOWN);

    gtk_list_box_append (question->list, gtk_label_new (words));
  }
  question->filling_id = 0;

  return G_SOURCE_REMOVE;
}

static void
show_list (Question *question)
{
  GtkWidget *list = GTK_WIDGET (question->list);
  GtkWidget *row;

  if (question->filling_id)
    gtk_widget_remove_tick_callback (list, question->filling_id);
  question->filling_id = 0;
  while ((row = gtk_widget_get_first_child (list)))
    gtk_list_box_remove (question->list, row);
  question->n_rows = 0;
  gtk_widget_set_visible (question->scroller, cs_contact_import_count (question->import) > 0);
  if (fill_cb (list, NULL, question) == G_SOURCE_CONTINUE)
    question->filling_id = gtk_widget_add_tick_callback (list, fill_cb, question, NULL);
}

static void
worked_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  CsContactImport *import = cs_contact_import_new_finish (CS_CONTACTS (source), result, NULL);
  Question *question = user_data;
  g_autofree char *words = NULL;
  gboolean any;

  /* Called off: the question is gone, or is about another account now. */
  if (!import)
    return;

  g_clear_pointer (&question->import, cs_contact_import_unref);
  question->import = import;
  any = cs_contact_import_count (import) > 0;
  words = make_words (question);
  adw_message_dialog_set_heading (question->dialog, any ? _("Import Contacts?") : _("Nothing to Import"));
  adw_message_dialog_set_body (question->dialog, words);
  adw_message_dialog_set_response_enabled (question->dialog, "import", any);
  adw_message_dialog_set_response_label (question->dialog, "cancel", any ? _("_Cancel") : _("_Close"));
  show_list (question);
  gtk_window_present (GTK_WINDOW (question->dialog));
}

static void
work_out (Question *question)
{
  g_autoptr (CsSession) session = cs_account_choice_get (question->account, question->profile);

  g_cancellable_cancel (question->cancellable);
  g_object_unref (question->cancellable);
  question->cancellable = g_cancellable_new ();
  if (!session)
    gtk_window_destroy (GTK_WINDOW (question->dialog));
  else
    cs_contact_import_new_async (cs_profile_get_contacts (question->profile), cs_account_get_id (cs_session_get_account (session)),
                                 question->cards, question->cancellable, worked_out_cb, question);
}

static GtkWidget *
make_list_box (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");

  return list;
}

static GtkWidget *
make_content (Question *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *accounts = make_list_box ();

  question->account = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (question->account), _("Account"));
  cs_account_choice_fill (question->account, question->profile);
  gtk_list_box_append (GTK_LIST_BOX (accounts), GTK_WIDGET (question->account));
  gtk_widget_set_visible (accounts, gtk_widget_get_visible (GTK_WIDGET (question->account)));
  gtk_box_append (GTK_BOX (box), accounts);

  question->list = GTK_LIST_BOX (make_list_box ());
  question->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (question->scroller), GTK_WIDGET (question->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (question->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (question->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (question->scroller), 300);
  gtk_box_append (GTK_BOX (box), question->scroller);

  return box;
}

/**
 * cs_contact_import_dialog_present:
 * @widget: a widget in the window that asks
 * @profile: whose contacts to add to
 * @session: (nullable): the account that they come from
 * @cards: (element-type CsVcard): people
 * @left_out: (element-type utf8): the names of those who cannot be imported
 *
 * Shows what would come of importing people, asks for the account where there are several, and does it where that is wished.
 * Nothing counts before it was seen.
 */
void
cs_contact_import_dialog_present (GtkWidget *widget,
                                  CsProfile *profile,
                                  CsSession *session,
                                  GPtrArray *cards,
                                  GPtrArray *left_out)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), NULL, NULL);

  question->widget = g_object_ref (widget);
  question->profile = g_object_ref (profile);
  question->cards = g_ptr_array_ref (cards);
  question->left_out = g_ptr_array_ref (left_out);
  question->cancellable = g_cancellable_new ();
  question->dialog = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "import", _("_Import"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "import", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "import");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_content (question));
  if (session)
    cs_account_choice_select (question->account, profile, session);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  g_signal_connect_swapped (question->account, "notify::selected", G_CALLBACK (work_out), question);
  work_out (question);
}
