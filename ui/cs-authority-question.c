/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-authority-question.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-question.h"

#define HEX_GROUP 4

/* The name of an authority with its fingerprint: two may go by one name. */
static char *
name_authority (const char *title,
                const char *sha256)
{
  g_autofree char *visible = cs_text_make_visible (title);
  g_autofree char *groups = cs_text_group_hex (sha256, HEX_GROUP);

  return g_strdup_printf ("“%s”\nSHA-256 %s", visible, groups);
}

static void
response_cb (CsSession  *session,
             const char *response)
{
  if (g_strcmp0 (response, "accept") == 0)
    cs_session_accept_authority (session);
}

/**
 * cs_authority_question_present:
 * @parent: the window to stand above
 * @session: a session whose server was refused because another authority vouches for it than before
 *
 * Names both authorities, and lets the person take the new one for this server.
 */
void
cs_authority_question_present (GtkWindow *parent,
                               CsSession *session)
{
  CsVerdict *verdict = cs_session_get_verdict (session);
  CsReferenceIdentity *identity = verdict ? cs_verdict_get_identity (verdict) : NULL;
  CsKnownServer *known = identity ? cs_reference_identity_get_known (identity) : NULL;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;
  g_autofree char *server = NULL;
  CsCertificate *authority;
  GtkWidget *dialog;

  if (!known || !cs_session_can_accept_authority (session))
    return;

  authority = cs_anchor_get_certificate (cs_verdict_get_anchor (verdict));
  before = name_authority (cs_known_server_get_authority_title (known), cs_known_server_get_authority (known));
  now = name_authority (cs_certificate_get_title (authority), cs_certificate_get_sha256 (authority));
  server = cs_text_make_visible (cs_reference_identity_get_display (identity));

  dialog = adw_message_dialog_new (parent, NULL, NULL);
  /* Translators: %s is the name of a server */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _("Accept the new authority for %s?"), server);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: each %s is the name of a certificate authority and its fingerprint, on two lines */
                                  _("So far:\n%s\n\nFrom now on:\n%s\n\nDo this only if your organisation has told you of the change."),
                                  before, now);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "accept", _("_Accept for This Server"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), session, G_CONNECT_SWAPPED);
  cs_question_present (dialog, "cancel");
}
