/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-tls-error.h"

#include <gio/gio.h>
#include <gnutls/gnutls.h>

#include "base/cs-error.h"

static const struct {
  const char *description;
  int         code;
  int         alert;
  CsError     expected;
  const char *sentence;
} rows[] = {
  { "closed without a goodbye", GNUTLS_E_PREMATURE_TERMINATION, 0, CS_ERROR_CONNECTION_LOST, "cut off" },
  { "closed with a goodbye", GNUTLS_E_SESSION_EOF, 0, CS_ERROR_CONNECTION_LOST, "closed" },
  { "reset while reading", GNUTLS_E_PULL_ERROR, 0, CS_ERROR_CONNECTION_LOST, "cut off" },
  { "reset while writing", GNUTLS_E_PUSH_ERROR, 0, CS_ERROR_CONNECTION_LOST, "cut off" },
  { "old version chosen", GNUTLS_E_UNSUPPORTED_VERSION_PACKET, 0, CS_ERROR_TLS_TOO_OLD, "old versions" },
  { "old version alert", GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_A_PROTOCOL_VERSION, CS_ERROR_TLS_TOO_OLD, "old versions" },
  { "no common cipher", GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_A_HANDSHAKE_FAILURE, CS_ERROR_TLS, "in common" },
  { "weak key exchange", GNUTLS_E_DH_PRIME_UNACCEPTABLE, 0, CS_ERROR_TLS, "in common" },
  { "certificate wanted", GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_A_CERTIFICATE_REQUIRED, CS_ERROR_TLS, "certificate from you" },
  { "certificate wanted, as a code", GNUTLS_E_CERTIFICATE_REQUIRED, 0, CS_ERROR_TLS, "certificate from you" },
  { "name not served", GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_A_UNRECOGNIZED_NAME, CS_ERROR_TLS, "does not serve" },
  { "renegotiation", GNUTLS_E_REHANDSHAKE, 0, CS_ERROR_TLS, "anew" },
  { "a stolen certificate", GNUTLS_E_PK_SIG_VERIFY_FAILED, 0, CS_ERROR_TLS, "its own" },
  { "key update flood", GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS, 0, CS_ERROR_TLS, "keys" },
  { "an alert without a sentence", GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_A_DECODE_ERROR, CS_ERROR_TLS, "Decode error" },
  { "an alert that nobody knows", GNUTLS_E_FATAL_ALERT_RECEIVED, 254, CS_ERROR_TLS, "?" },
  { "a code without a sentence", GNUTLS_E_INTERNAL_ERROR, 0, CS_ERROR_TLS, "secure connection failed" },
  { "a code that is no code", -9999, 0, CS_ERROR_TLS, "secure connection failed" },
  { "an old alert does not count", GNUTLS_E_PULL_ERROR, GNUTLS_A_CERTIFICATE_REQUIRED, CS_ERROR_CONNECTION_LOST, "cut off" },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = cs_tls_error_new (rows[i].code, rows[i].alert, NULL);

    g_test_message ("%s: %s", rows[i].description, error->message);
    g_assert_error (error, CS_ERROR, (int) rows[i].expected);
    g_assert_nonnull (strstr (error->message, rows[i].sentence));
  }
}

static void
test_transport (void)
{
  g_autoptr (GError) reset = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "Connection reset by peer");
  g_autoptr (GError) lost = cs_tls_error_new (GNUTLS_E_PULL_ERROR, 0, reset);
  g_autoptr (GError) other = cs_tls_error_new (GNUTLS_E_DECRYPTION_FAILED, 0, reset);

  g_assert_error (lost, CS_ERROR, CS_ERROR_CONNECTION_LOST);
  g_assert_nonnull (strstr (lost->message, "Connection reset by peer"));
  g_assert_error (other, CS_ERROR, CS_ERROR_TLS);
  g_assert_null (strstr (other->message, "reset"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tls-error/gives-each-code-its-sentence", test_table);
  g_test_add_func ("/tls-error/says-what-happened-to-the-connection", test_transport);

  return g_test_run ();
}
