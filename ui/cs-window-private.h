/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-main-page.h"
#include "cs-new-conversation-dialog.h"
#include "cs-refused-page.h"
#include "cs-sign-in-page.h"
#include "cs-unlocker.h"
#include "cs-window.h"

G_BEGIN_DECLS

struct _CsWindow
{
  AdwApplicationWindow parent_instance;

  CsProfile *profile;
  CsUnlocker *unlocker;
  CsSession *refused_session;  /* the one that the refused page shows */
  gboolean leaving;

  GQueue to_ask;      /* CsSession, owned: those that want a password */
  GtkWidget *asking;  /* weak: the dialog that asks for one */
  CsNewConversationDialog *starting;  /* weak: the dialog that asks whom to talk to */

  /* Pages, made when they are first shown: the first window should not wait for the others */
  CsSignInPage *sign_in;
  CsRefusedPage *refused;
  CsMainPage *main;

  /* Template children */
  AdwToastOverlay *toasts;
  GtkStack *pages;
};

gboolean cs_window_shows                   (CsWindow       *self,
                                            const char     *page);
void     cs_window_show_page               (CsWindow       *self,
                                            const char     *page);
void     cs_window_show_main               (CsWindow       *self);
void     cs_window_show_refused            (CsWindow       *self,
                                            CsSession      *session);
void     cs_window_leave_refused           (CsWindow       *self);
void     cs_window_forget_refused          (CsWindow       *self);
void     cs_window_install_account_actions (GtkWidgetClass *widget_class);
void     cs_window_watch_sessions          (CsWindow       *self);

G_END_DECLS
