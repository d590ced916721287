/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-expiry-watch.h"
#include "chat/cs-profile.h"

#include "cs-test-authority.h"
#include "cs-test-profile.h"
#include "cs-test-sip-peer.h"
#include "cs-test-wait.h"

#define DAY G_GINT64_CONSTANT (86400)

typedef struct {
  CsAnchorStore *anchors;
  CsKeptFile    *file;
  GListStore    *sessions;
  CsExpiryWatch *watch;
  GPtrArray     *notices;
} Fixture;

static gint64 the_time;

static gint64
tell_time (void)
{
  return the_time;
}

static void
notice_cb (Fixture    *self,
           const char *words)
{
  g_ptr_array_add (self->notices, g_strdup (words));
}

/* As at the start of the program. */
static void
start (Fixture    *self,
       const char *path)
{
  g_clear_object (&self->watch);
  g_clear_object (&self->file);
  self->file = cs_kept_file_new (path);
  self->watch = cs_expiry_watch_new (self->file, G_LIST_MODEL (self->sessions), self->anchors, tell_time);
  g_signal_connect_swapped (self->watch, "notice", G_CALLBACK (notice_cb), self);
  cs_expiry_watch_start (self->watch);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GAsyncResult) loaded = NULL;

  the_time = g_get_real_time () / G_USEC_PER_SEC;
  self->anchors = cs_anchor_store_new (NULL, NULL, FALSE);
  self->sessions = g_list_store_new (CS_TYPE_SESSION);
  self->notices = g_ptr_array_new_with_free_func (g_free);
  cs_anchor_store_load_async (self->anchors, NULL, cs_test_result_cb, &loaded);
  g_assert_true (cs_anchor_store_load_finish (self->anchors, cs_test_wait (&loaded), NULL));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->watch);
  g_clear_object (&self->file);
  g_object_unref (self->sessions);
  g_object_unref (self->anchors);
  g_ptr_array_unref (self->notices);
}

/* Which ends so much later than the_time, and lives a year. */
static char *
import_authority (Fixture    *self,
                  const char *name,
                  gint64      ahead)
{
  const CsTestSpec spec = {
    .authority = TRUE, .name = name, .not_before = the_time + ahead - 365 * DAY, .not_after = the_time + ahead,
  };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);
  g_autoptr (GAsyncResult) imported = NULL;
  g_autoptr (CsAnchor) anchor = NULL;

  cs_anchor_store_import_async (self->anchors, root->certificate, NULL, NULL, cs_test_result_cb, &imported);
  anchor = cs_anchor_store_import_finish (self->anchors, cs_test_wait (&imported), NULL);
  g_assert_nonnull (anchor);

  return g_strdup (cs_certificate_get_sha256 (root->certificate));
}

static void
flush (Fixture *self)
{
  g_autoptr (GAsyncResult) flushed = NULL;

  cs_kept_file_flush_async (self->file, NULL, cs_test_result_cb, &flushed);
  g_assert_true (cs_kept_file_flush_finish (self->file, cs_test_wait (&flushed), NULL));
}

static guint
count (Fixture    *self,
       const char *words)
{
  guint n = 0;

  for (guint i = 0; i < self->notices->len; i++)
    n += strstr (self->notices->pdata[i], words) != NULL;

  return n;
}

static void
test_tells_each_once (Fixture       *self,
                      gconstpointer  data)
{
  g_auto (CsTestFile) place = { NULL };
  static const struct {
    gint64      later;
    const char *notice;   /* NULL: none */
  } starts[] = {
    { 0, NULL },
    { 69 * DAY, NULL },
    { 71 * DAY, "“Old Root”, which you imported, expires within 29 days, on " },
    { 72 * DAY, NULL },
    { 92 * DAY, NULL },
    { 94 * DAY, "“Old Root”, which you imported, expires within 6 days, on " },
    { 94 * DAY, NULL },
    { 99 * DAY, "“Old Root”, which you imported, expires within 1 day, on " },
    { 99 * DAY, NULL },
    { 101 * DAY, NULL },
  };
  gint64 begin = the_time;
  g_autofree char *old = import_authority (self, "Old Root", 100 * DAY);
  g_autofree char *young = import_authority (self, "Young Root", 300 * DAY);

  cs_test_file_init (&place);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autofree char *name = g_strdup_printf ("Marker %u", i);
    g_autofree char *marker = NULL;

    g_test_message ("%u", i);
    the_time = begin + starts[i].later;
    /* What is told of it shows that the others have been looked at. */
    marker = import_authority (self, name, 3 * DAY);
    start (self, place.path);
    cs_test_wait_for (count (self, name) == 1);
    g_assert_cmpuint (count (self, "“Old Root”"), ==, starts[i].notice ? 1 : 0);
    g_assert_cmpuint (count (self, "“Young Root”"), ==, 0);
    if (starts[i].notice)
      g_assert_cmpuint (count (self, starts[i].notice), ==, 1);
    g_ptr_array_set_size (self->notices, 0);
    flush (self);
    g_assert_true (g_key_file_has_group (cs_kept_file_get (self->file), marker));
  }

  /* Nothing is kept of what is over. */
  g_assert_false (g_key_file_has_group (cs_kept_file_get (self->file), old));
  g_assert_false (g_key_file_has_group (cs_kept_file_get (self->file), young));
}

static void
test_follows_changes (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  start (self, NULL);
  cs_test_settle ();
  g_assert_cmpuint (self->notices->len, ==, 0);
  first = import_authority (self, "Root", 20 * DAY);
  cs_test_wait_for (self->notices->len == 1);
  second = import_authority (self, "Other Root", 3 * DAY);
  cs_test_wait_for (self->notices->len == 2);
  g_assert_nonnull (strstr (self->notices->pdata[1], "“Other Root”, which you imported, expires within 3 days"));
}

static gint64
tell_real_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Nothing but time passes. */
static void
test_wakes_up (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *root = import_authority (self, "Root", 7 * DAY + 2);

  self->file = cs_kept_file_new (NULL);
  self->watch = cs_expiry_watch_new (self->file, G_LIST_MODEL (self->sessions), self->anchors, tell_real_time);
  g_signal_connect_swapped (self->watch, "notice", G_CALLBACK (notice_cb), self);
  cs_expiry_watch_start (self->watch);
  cs_test_wait_for (self->notices->len == 2);
  g_assert_nonnull (strstr (self->notices->pdata[0], "within 8 days"));
  g_assert_nonnull (strstr (self->notices->pdata[1], "within 7 days"));
}

static void
test_reads_no_noise (Fixture       *self,
                     gconstpointer  data)
{
  g_auto (CsTestFile) place = { NULL };
  g_autofree char *root = import_authority (self, "Root", 20 * DAY);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  cs_test_file_init (&place);
  g_assert_true (g_file_set_contents (place.path, "told=yes\n[", -1, NULL));
  start (self, place.path);
  cs_test_wait_for (self->notices->len == 1);
  flush (self);

  /* It is kept. */
  dir = g_dir_open (place.folder, 0, NULL);
  while ((name = g_dir_read_name (dir))) {
    if (strstr (name, ".broken-"))
      return;
  }
  g_assert_not_reached ();
}

static void
profile_notice_cb (GPtrArray  *notices,
                   const char *words)
{
  g_ptr_array_add (notices, g_strdup (words));
}

static CsClientIdentity *
make_client (void)
{
  const CsTestSpec spec = {
    .name = "alice", .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_CLIENT),
    .not_before = tell_real_time () - 100 * DAY, .not_after = tell_real_time () + DAY / 2,
  };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) certificate = cs_test_authority_make (root, &spec);
  g_autoptr (GBytes) pem = g_bytes_new (certificate->pem, strlen (certificate->pem));
  g_autoptr (GBytes) key = g_bytes_new (certificate->key_pem, strlen (certificate->key_pem));
  CsClientIdentity *client = cs_client_identity_new_from_pem (pem, key, NULL, NULL);

  g_assert_nonnull (client);

  return client;
}

/* What a profile holds: the server that was accepted, and the certificate that the account shows. */
static void
test_watches_a_profile (void)
{
  const CsTestSpec spec = {
    .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"),
    .not_before = tell_real_time () - 100 * DAY, .not_after = tell_real_time () + 6 * DAY,
  };
  g_autoptr (CsTestSipPeer) peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");
  g_autoptr (CsEndpoint) server = cs_test_sip_peer_new_endpoint (peer);
  g_autoptr (CsClientIdentity) client = make_client ();
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  CsProfile *profile = cs_test_profile_open (NULL);
  CsSession *session;

  g_signal_connect_swapped (cs_profile_get_expiry (profile), "notice", G_CALLBACK (profile_notice_cb), notices);
  cs_expiry_watch_start (cs_profile_get_expiry (profile));
  cs_test_sip_peer_trust (peer, cs_profile_get_anchors (profile));
  cs_test_sip_peer_renew_as (peer, &spec);
  cs_account_set_server (account, server);
  session = cs_profile_try_account_as (profile, account, password, client);
  cs_test_wait_for_state (session, CS_CONNECTION_ONLINE);
  cs_test_wait_for (notices->len == 2);
  g_assert_true (g_str_has_prefix (notices->pdata[0], "The certificate of example.test expires within 6 days, on "));
  g_assert_true (g_str_has_prefix (notices->pdata[1], "Your certificate for alice@example.test expires within 1 day, on "));
  g_object_unref (session);
  cs_test_profile_close (profile);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/expiry-watch/tells-each-once", test_tells_each_once);
  ADD ("/expiry-watch/follows-changes", test_follows_changes);
  ADD ("/expiry-watch/wakes-up-when-it-is-time", test_wakes_up);
  ADD ("/expiry-watch/reads-no-noise", test_reads_no_noise);
  g_test_add_func ("/expiry-watch/watches-a-profile", test_watches_a_profile);
#undef ADD

  return g_test_run ();
}
