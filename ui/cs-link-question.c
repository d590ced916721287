/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link-question.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-question.h"

/* What an answer needs. */
typedef struct {
  GtkWindow *parent;       /* weak */
  char *account;           /* the id of the one that the message came through; "": none */
  char *uri;
  CsTextLinkKind kind;
} Question;

static void
question_free (Question *question)
{
  g_clear_weak_pointer (&question->parent);
  g_free (question->account);
  g_free (question->uri);
  g_free (question);
}

static void
closure_free (gpointer  data,
              GClosure *closure)
{
  question_free (data);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  if (g_strcmp0 (response, "open") != 0 || !question->parent)
    return;

  if (question->kind == CS_TEXT_LINK_SIP)
    gtk_widget_activate_action (GTK_WIDGET (question->parent), "win.talk-to", "(ss)", question->account, question->uri);
  else
    gtk_show_uri (question->parent, question->uri, GDK_CURRENT_TIME);
}

static char *
make_heading (const CsTextLink *link)
{
  g_autofree char *party = cs_text_make_visible (link->party);

  switch (link->kind) {
  case CS_TEXT_LINK_SIP:
    /* Translators: %s is a SIP address */
    return g_strdup_printf (_("Talk to %s?"), party);
  case CS_TEXT_LINK_MAIL:
    /* Translators: %s is an e-mail address */
    return g_strdup_printf (_("Write an e-mail to %s?"), party);
  case CS_TEXT_LINK_WEB:
  default:
    /* Translators: %s is the name of a web server */
    return g_strdup_printf (_("Open a page of %s?"), party);
  }
}

/**
 * cs_link_question_present:
 * @parent: the window to stand above
 * @session: (nullable): the account through which one talks to a SIP address, where no other is of its domain
 * @link: where it leads
 *
 * Tells where an address leads, and follows it if the person says so.
 */
void
cs_link_question_present (GtkWindow        *parent,
                          CsSession        *session,
                          const CsTextLink *link)
{
  g_autofree char *heading = make_heading (link);
  g_autofree char *target = cs_text_make_visible (link->target);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, target);
  Question *question = g_new0 (Question, 1);

  g_set_weak_pointer (&question->parent, parent);
  question->account = g_strdup (session ? cs_account_get_id (cs_session_get_account (session)) : "");
  question->uri = cs_text_link_make_uri (link);
  question->kind = link->kind;

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "open", link->kind == CS_TEXT_LINK_WEB ? _("_Open") : _("_Write"),
                                    NULL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, closure_free, 0);
  cs_question_present (dialog, "cancel");
}
