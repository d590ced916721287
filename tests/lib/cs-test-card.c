/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-card.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gnutls/pkcs11.h>

#define CONFIGURATION "directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n"
#define TOKEN "pkcs11:token=Test%20card"

struct _CsTestCard
{
  char *folder;
};

static void
run (CsTestCard         *self,
     const char * const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) tool = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  g_subprocess_launcher_setenv (launcher, "GNUTLS_PIN", CS_TEST_CARD_PIN, TRUE);
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  tool = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (tool, NULL, NULL, NULL, &words, &error));
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (tool))
    g_error ("%s: %s", arguments[0], words);
}

static void
write_file (CsTestCard *self,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
add_object (CsTestCard *self,
            const char *what)
{
  const char *arguments[] = { "p11tool", "--login", "--write", what, "--label", "Owner", "--id", "01", TOKEN, NULL };

  run (self, arguments);
}

CsTestCard *
cs_test_card_new (CsTestCertificate *own)
{
  static const char * const init[] = {
    "softhsm2-util", "--init-token", "--free", "--label", "Test card", "--so-pin", "12345678", "--pin", CS_TEST_CARD_PIN, NULL
  };
  CsTestCard *self = g_new0 (CsTestCard, 1);
  g_autofree char *configuration = NULL;
  g_autofree char *tokens = NULL;
  g_autofree char *text = NULL;

  self->folder = g_dir_make_tmp ("card-XXXXXX", NULL);
  tokens = g_build_filename (self->folder, "tokens", NULL);
  configuration = g_build_filename (self->folder, "softhsm.conf", NULL);
  text = g_strdup_printf (CONFIGURATION, self->folder);
  g_assert_cmpint (g_mkdir (tokens, 0700), ==, 0);
  write_file (self, "softhsm.conf", text);
  write_file (self, "owner.pem", own->pem);
  write_file (self, "owner.key", own->key_pem);
  g_setenv ("SOFTHSM2_CONF", configuration, TRUE);
  g_setenv ("COUNTERSIGN_TEST_TOKEN", self->folder, TRUE);

  run (self, init);
  add_object (self, "--load-privkey=owner.key");
  add_object (self, "--load-certificate=owner.pem");

  /* Whoever opens the modules from now on finds this one open, and asks p11-kit for no other. */
  g_assert_cmpint (gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_MANUAL, NULL), ==, 0);
  g_assert_cmpint (gnutls_pkcs11_add_provider (CS_TEST_TOKEN_MODULE, NULL), ==, 0);

  return self;
}

void
cs_test_card_free (CsTestCard *self)
{
  const char *arguments[] = { "rm", "-r", self->folder, NULL };

  gnutls_pkcs11_deinit ();
  run (self, arguments);
  g_free (self->folder);
  g_free (self);
}

const char *
cs_test_card_get_uri (CsTestCard *self)
{
  return TOKEN ";object=Owner";
}

/* How many wrong PINs it has had since the last right one. */
int
cs_test_card_get_tries (CsTestCard *self)
{
  g_autofree char *path = g_build_filename (self->folder, "tries", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? atoi (text) : 0;
}

void
cs_test_card_unlock (CsTestCard *self)
{
  g_autofree char *path = g_build_filename (self->folder, "tries", NULL);

  g_remove (path);
}

void
cs_test_card_set_gone (CsTestCard *self,
                       gboolean    gone)
{
  g_autofree char *path = g_build_filename (self->folder, "gone", NULL);

  if (gone)
    write_file (self, "gone", "");
  else
    g_remove (path);
}

/* From now on every signature waits. */
void
cs_test_card_make_slow (CsTestCard *self)
{
  g_autofree char *path = g_build_filename (self->folder, "slow", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

/* Lets the one that waits go on, and makes the card quick again; returns whether one was waiting. */
gboolean
cs_test_card_let_sign (CsTestCard *self)
{
  g_autofree char *path = g_build_filename (self->folder, "slow", NULL);
  int pipe = open (path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);

  if (pipe < 0)
    return FALSE;
  g_assert_cmpint (g_remove (path), ==, 0);
  close (pipe);

  return TRUE;
}
