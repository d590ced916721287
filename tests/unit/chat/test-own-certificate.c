/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-own-certificate.h"

#include <glib/gstdio.h>

#include "base/cs-error.h"

#include "cs-test-client.h"
#include "cs-test-store.h"
#include "cs-test-wait.h"

/* An account with a PKCS #12 file that wants a passphrase, and what became of loading it. */
typedef struct {
  char              *folder;
  char              *path;
  CsTestCertificate *root;
  CsTestCertificate *alice;
  CsAccount         *account;
  CsOwnCertificate  *own;
  guint              ready;
  guint              failed;
  guint              wanted;
} Fixture;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
follow (Fixture *self)
{
  self->own = cs_own_certificate_new (self->account, FALSE);
  g_signal_connect_swapped (self->own, "ready", G_CALLBACK (count_cb), &self->ready);
  g_signal_connect_swapped (self->own, "failed", G_CALLBACK (count_cb), &self->failed);
  g_signal_connect_swapped (self->own, "notify::secret-wanted", G_CALLBACK (count_cb), &self->wanted);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (CsClientSource) source = NULL;

  self->folder = g_dir_make_tmp ("own-certificate-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "alice.p12", NULL);
  self->root = cs_test_authority_new_root ("Root");
  self->alice = cs_test_client_new (self->root, "Alice");
  file = cs_test_client_make_pkcs12 (self->alice, self->alice, NULL, "open sesame");
  g_assert_true (g_file_set_contents (self->path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL));
  source = cs_client_source_new_file (self->path, NULL);
  self->account = cs_account_new (address);
  cs_account_set_client_source (self->account, source);
  follow (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->own);
  g_assert_finalize_object (self->account);
  cs_test_certificate_free (self->alice);
  cs_test_certificate_free (self->root);
  g_remove (self->path);
  g_assert_cmpint (g_remove (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

/* Loads until it is loaded, or is not. */
static void
prepare (Fixture *self)
{
  guint before = self->ready + self->failed;

  cs_own_certificate_prepare (self->own);
  cs_test_wait_for (self->ready + self->failed > before);
  g_assert_cmpuint (self->ready + self->failed, ==, before + 1);
}

static void
give (Fixture    *self,
      const char *text)
{
  g_autoptr (CsSecret) secret = cs_secret_new (text);

  cs_own_certificate_set_secret (self->own, secret);
}

static void
test_asks_for_the_passphrase (Fixture       *self,
                              gconstpointer  data)
{
  prepare (self);
  g_assert_cmpuint (self->failed, ==, 1);
  g_assert_true (cs_own_certificate_is_secret_wanted (self->own));
  g_assert_error (cs_own_certificate_get_error (self->own), CS_ERROR, CS_ERROR_PASSPHRASE_WANTED);

  give (self, "open barley");
  g_assert_false (cs_own_certificate_is_secret_wanted (self->own));
  prepare (self);
  g_assert_cmpuint (self->failed, ==, 2);
  g_assert_true (cs_own_certificate_is_secret_wanted (self->own));
  g_assert_error (cs_own_certificate_get_error (self->own), CS_ERROR, CS_ERROR_PASSPHRASE_WRONG);
  g_assert_cmpuint (self->wanted, ==, 3);

  /* What was wrong is not tried again. */
  prepare (self);
  g_assert_error (cs_own_certificate_get_error (self->own), CS_ERROR, CS_ERROR_PASSPHRASE_WANTED);

  give (self, "open sesame");
  prepare (self);
  g_assert_cmpuint (self->ready, ==, 1);
  g_assert_null (cs_own_certificate_get_error (self->own));
  g_assert_true (cs_certificate_equal (cs_own_certificate_get_certificate (self->own), self->alice->certificate));
  g_assert_nonnull (cs_own_certificate_get_identity (self->own));

  /* Loaded is loaded, until it is of no use. */
  g_assert_cmpint (g_remove (self->path), ==, 0);
  prepare (self);
  g_assert_cmpuint (self->ready, ==, 2);
  cs_own_certificate_unload (self->own);
  prepare (self);
  g_assert_error (cs_own_certificate_get_error (self->own), CS_ERROR, CS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (cs_own_certificate_get_error (self->own)->message, self->path));
  g_assert_null (cs_own_certificate_get_certificate (self->own));
}

static void
test_forgets_with_the_source (Fixture       *self,
                              gconstpointer  data)
{
  give (self, "open sesame");
  prepare (self);
  g_assert_cmpuint (self->ready, ==, 1);
  g_assert_true (cs_own_certificate_has_secret (self->own));

  cs_account_set_client_source (self->account, NULL);
  g_assert_null (cs_own_certificate_get_certificate (self->own));
  g_assert_false (cs_own_certificate_has_secret (self->own));
  g_assert_true (cs_own_certificate_is_ready (self->own));
  prepare (self);
  g_assert_cmpuint (self->ready, ==, 2);
}

/* Whoever asks for another one while the first is read gets the other one. */
static void
test_changes_while_loading (Fixture       *self,
                            gconstpointer  data)
{
  cs_own_certificate_prepare (self->own);
  cs_account_set_client_source (self->account, NULL);
  prepare (self);
  /* The thread that reads holds it until it is done. */
  cs_test_wait_for (G_OBJECT (self->own)->ref_count == 1);
  g_assert_cmpuint (self->ready, ==, 1);
  g_assert_cmpuint (self->failed, ==, 0);
}

static void
test_takes_what_is_loaded (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (CsSecret) secret = cs_secret_new ("open sesame");
  g_autoptr (CsClientIdentity) identity = cs_client_source_load (cs_account_get_client_source (self->account), secret, NULL);

  g_assert_nonnull (identity);
  cs_own_certificate_take (self->own, identity, secret);
  g_assert_true (cs_own_certificate_is_ready (self->own));
  prepare (self);
  g_assert_true (cs_own_certificate_get_identity (self->own) == identity);
  cs_own_certificate_keep_secret (self->own);
  g_assert_false (cs_own_certificate_is_secret_kept (self->own));

  cs_own_certificate_unload (self->own);
  prepare (self);
  g_assert_cmpuint (self->ready, ==, 2);
  g_assert_true (cs_own_certificate_get_identity (self->own) != identity);
}

/* One that comes from the command line has no place to be loaded from again. */
static void
test_holds_what_has_no_source (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (CsSecret) secret = cs_secret_new ("open sesame");
  g_autoptr (CsClientIdentity) identity = cs_client_source_load (cs_account_get_client_source (self->account), secret, NULL);

  cs_account_set_client_source (self->account, NULL);
  cs_own_certificate_take (self->own, identity, NULL);
  cs_own_certificate_unload (self->own);
  g_assert_true (cs_own_certificate_get_identity (self->own) == identity);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/own-certificate/asks-for-the-passphrase-and-tries-it-once", test_asks_for_the_passphrase);
  ADD ("/own-certificate/forgets-what-belongs-to-another", test_forgets_with_the_source);
  ADD ("/own-certificate/may-change-while-it-is-loaded", test_changes_while_loading);
  ADD ("/own-certificate/takes-what-somebody-has-loaded", test_takes_what_is_loaded);
  ADD ("/own-certificate/holds-what-has-no-source", test_holds_what_has_no_source);
#undef ADD

  return g_test_run ();
}
