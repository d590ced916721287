/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>

#include "base/cs-error.h"
#include "chat/cs-words.h"

static void
test_errors (void)
{
  static const struct {
    int         code;
    const char *message;
    const char *server;
    const char *words;
  } cases[] = {
    { CS_ERROR_AUTHENTICATION, "401", "example.test", "example.test did not accept the password." },
    { CS_ERROR_AUTHENTICATION, "401", NULL, "the server did not accept the password." },
    { CS_ERROR_REFUSED, "x", "example.test", "example.test could not prove who it is." },
    { CS_ERROR_STORE_NEWER, "x", NULL,
      "The messages were written by a newer Countersign. They are kept as they are: please update." },
    { CS_ERROR_STORE_BUSY, "x", NULL, "Another Countersign uses this profile." },
    { CS_ERROR_UNREACHABLE, "The server is away.", "example.test", "The server is away." },
    { CS_ERROR_FAILED, "", NULL, "Something went wrong." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (CS_ERROR, cases[i].code, cases[i].message);
    g_autofree char *words = cs_words_for_error (error, cases[i].server);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_foreign_errors (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "no\033[2J such\nfile");
  g_autofree char *words = cs_words_for_error (error, NULL);

  g_assert_null (strchr (words, '\033'));
  g_assert_null (strchr (words, '\n'));
}

static void
test_send_failures (void)
{
  static const struct {
    const char *reason;
    const char *words;
  } cases[] = {
    { "404 Not Found", "The server does not know this address." },
    { "404", "The server does not know this address." },
    { "403 Forbidden", "The server, or the one whom you wrote to, does not allow this message." },
    { "415 Unsupported Media Type", "The other end cannot show text messages." },
    { "413 Request Entity Too Large", "The message is too long for the server." },
    { "480 Temporarily Unavailable", "The other end cannot be reached at the moment." },
    { "603 Decline", "The other end does not take messages now." },
    { "500 Server Internal Error", "The server did not take the message: 500 Server Internal Error." },
    { "500 ", "The server did not take the message: 500." },
    { "The message is too long.", "The message is too long." },
    { CS_WORDS_UNANSWERED, "No answer came, so nobody knows whether this message arrived. It is sent again until one comes." },
    { CS_WORDS_NO_ANSWER, "The message was sent several times, and the server never answered." },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = cs_words_for_send_failure (cases[i].reason);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/word-our-errors", test_errors);
  g_test_add_func ("/words/show-foreign-errors-harmlessly", test_foreign_errors);
  g_test_add_func ("/words/word-why-a-message-failed", test_send_failures);

  return g_test_run ();
}
