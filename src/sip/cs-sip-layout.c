/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sip-layout.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

static gboolean
is_expected (const CsTportTable *table)
{
  /* The name goes last: on another layout it may be no pointer at all. */
  return table->kind == tport_type_client &&
         table->init_primary == tport_tcp_init_client &&
         table->deinit_primary == NULL &&
         table->wakeup_primary == NULL &&
         table->connect == NULL &&
         table->primary_size > 0 &&
         table->secondary_size > 0 &&
         table->primary_size >= table->secondary_size &&
         table->init_secondary == tport_tcp_init_secondary &&
         table->deinit_secondary == NULL &&
         table->recv == tport_recv_stream &&
         table->send == tport_send_stream &&
         table->next_secondary_timer == tport_tcp_next_timer &&
         table->secondary_timer == tport_tcp_timer &&
         g_strcmp0 (table->name, "tcp") == 0;
}

/**
 * cs_sip_layout_check:
 * @table: the TCP client transport of the library
 * @error: return location for an error
 *
 * Whether @table is laid out as we declare it: functions that the library exports by name must stand where they belong. A
 * wrong guess would end in a crash, or in connections that verify nothing.
 *
 * Returns: %TRUE, or %FALSE with %CS_ERROR_UNSUPPORTED set
 */
gboolean
cs_sip_layout_check (const CsTportTable  *table,
                     GError             **error)
{
  if (is_expected (table))
    return TRUE;

  /* Translators: %s is the version of the Sofia-SIP library, like "sofia-sip-1.12.11". */
  g_set_error (error, CS_ERROR, CS_ERROR_UNSUPPORTED,
               _("The installed SIP library (%s) is not one that Countersign can make secure connections with."),
               sofia_sip_name_version);

  return FALSE;
}
