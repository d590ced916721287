/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-account.h"

G_BEGIN_DECLS

struct _CsAccount
{
  GObject     parent_instance;

  CsAddress  *address;
  CsEndpoint *server;
  char       *auth_name;
  char       *display_name;
  gboolean    signed_out;
  gboolean    organisation_lookup;
  gboolean    read_receipts;
  CsClientSource *client_source;

  char       *id;
  char       *instance;
  char       *token;
};

G_END_DECLS
