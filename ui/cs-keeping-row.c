/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-keeping-row.h"

#include <glib/gi18n-lib.h>

#include "cs-question.h"

struct _CsKeepingRow
{
  AdwComboRow parent_instance;

  CsProfile *profile;
  CsSession *session;
};

G_DEFINE_FINAL_TYPE (CsKeepingRow, cs_keeping_row, ADW_TYPE_COMBO_ROW)

static void
update (CsKeepingRow *self)
{
  CsPolicy *policy = cs_policy_store_get_policy (cs_profile_get_policies (self->profile));
  gboolean locked = cs_policy_is_locked (policy, CS_POLICY_KEEP_HISTORY);
  CsKeeping keeping = cs_session_get_keep_history (self->session);
  const char *subtitle = "";

  if (keeping == CS_KEEPING_NONE)
    subtitle = _("They are removed when Countersign is closed, read or not. What was not sent yet stays until it is.");
  else if (locked)
    subtitle = _("Set by your organisation");

  adw_combo_row_set_selected (ADW_COMBO_ROW (self), keeping);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !locked);
}

static void
keep (CsKeepingRow *self,
      CsKeeping     keeping)
{
  cs_account_set_keep_history (cs_session_get_account (self->session), keeping);
  cs_profile_apply_keeping (self->profile);
  update (self);
}

static void
response_cb (CsKeepingRow *self,
             const char   *response)
{
  if (g_str_equal (response, "remove"))
    keep (self, (CsKeeping) adw_combo_row_get_selected (ADW_COMBO_ROW (self)));
  else
    update (self);
}

static const char *
describe_loss (CsKeeping keeping)
{
  switch (keeping) {
  case CS_KEEPING_YEAR:
    return _("Messages that are older than a year are removed from this computer, now and every day. They cannot be had back.");
  case CS_KEEPING_MONTH:
    return _("Messages that are older than a month are removed from this computer, now and every day. They cannot be had back.");
  case CS_KEEPING_NONE:
  case CS_KEEPING_FOREVER:
  default:
    return _("All messages of this account are removed from this computer whenever Countersign is closed, also those that "
             "nobody has read. They cannot be had back.");
  }
}

/* What goes is gone: that is asked, as nothing could undo it. */
static void
ask (CsKeepingRow *self,
     CsKeeping     keeping)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              _("Remove messages?"), describe_loss (keeping));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "remove", _("_Remove Messages"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  cs_question_present (dialog, "cancel");
}

static void
selected_cb (CsKeepingRow *self)
{
  CsKeeping keeping = (CsKeeping) adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  CsKeeping present;

  if (!self->session)
    return;

  present = cs_session_get_keep_history (self->session);
  if (keeping > present)
    ask (self, keeping);
  else if (keeping < present)
    keep (self, keeping);
}

static void
cs_keeping_row_dispose (GObject *object)
{
  CsKeepingRow *self = CS_KEEPING_ROW (object);

  if (self->profile)
    g_signal_handlers_disconnect_by_data (cs_profile_get_policies (self->profile), self);
  g_clear_object (&self->profile);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cs_keeping_row_parent_class)->dispose (object);
}

static void
cs_keeping_row_class_init (CsKeepingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_keeping_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-keeping-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
cs_keeping_row_init (CsKeepingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_keeping_row_set_session:
 * @self: the row
 * @profile: what the account is part of
 * @session: the account at work
 *
 * Gives the row what it shows and changes, once.
 */
void
cs_keeping_row_set_session (CsKeepingRow *self,
                            CsProfile    *profile,
                            CsSession    *session)
{
  g_return_if_fail (CS_IS_KEEPING_ROW (self));
  g_return_if_fail (!self->session);

  self->profile = g_object_ref (profile);
  self->session = g_object_ref (session);
  g_signal_connect_swapped (cs_profile_get_policies (profile), "changed", G_CALLBACK (update), self);
  update (self);
}
