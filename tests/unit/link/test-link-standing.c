/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-link.h"

#include "base/cs-error.h"

#include "cs-test-revocation.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"
#include "cs-test-web.h"

/* What becomes of a whole connection when its server's certificate stops counting while it stands. */
typedef struct {
  CsTestTls           *tls;
  CsTestWeb           *web;
  CsTestCertificate   *leaf;
  CsTestPeer          *peer;
  CsRevocationFetcher *fetcher;
  CsLink              *link;
  CsTestOcsp           answer;
  gint64               holds;     /* how many seconds an answer counts; 0: a day */
  guint                n_opened;
  guint                n_closed;
} Fixture;

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static GBytes *
respond (GBytes   *request,
         gpointer  user_data)
{
  Fixture *self = user_data;

  self->answer.next = self->holds ? now () + self->holds - CS_REVOCATION_SKEW : 0;

  return cs_test_revocation_make_ocsp (self->tls->root, self->leaf, &self->answer);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static CsLink *
make_link (Fixture    *self,
           CsTestPeer *peer)
{
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  CsLink *link = cs_link_new (self->tls->identity, server, self->tls->store);

  cs_link_set_fetcher (link, self->fetcher);

  return link;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->tls = cs_test_tls_new ();
  self->web = cs_test_web_new ();
  self->fetcher = cs_revocation_fetcher_new (NULL);
  self->answer = (CsTestOcsp) { .state = CS_REVOCATION_GOOD };
  cs_test_web_answer (self->web, respond, self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  cs_link_stop (self->link, NULL);
  g_assert_cmpuint (self->n_opened, ==, self->n_closed);
  g_assert_finalize_object (self->link);
  cs_test_settle ();
  cs_test_peer_free (self->peer);
  cs_test_certificate_free (self->leaf);
  cs_revocation_fetcher_unref (self->fetcher);
  cs_test_web_free (self->web);
  cs_test_tls_free (self->tls);
}

static gboolean
is_in (CsLink            *link,
       CsConnectionState  state)
{
  return cs_link_get_state (link) == state;
}

/* Signs in at a server with such a certificate. */
static void
go_online (Fixture    *self,
           CsTestSpec *spec)
{
  spec->name = "example.test";
  spec->dns_names = CS_TEST_NAMES ("example.test");
  self->leaf = cs_test_authority_make (self->tls->root, spec);
  self->peer = cs_test_tls_peer_with (self->leaf, NULL);
  self->link = make_link (self, self->peer);
  g_signal_connect_swapped (self->link, "opened", G_CALLBACK (count_cb), &self->n_opened);
  g_signal_connect_swapped (self->link, "closed", G_CALLBACK (count_cb), &self->n_closed);
  cs_link_start (self->link);
  cs_test_wait_for (is_in (self->link, CS_CONNECTION_SIGNING_IN));
  cs_link_confirm (self->link);
  g_assert_true (is_in (self->link, CS_CONNECTION_ONLINE));
}

/* Refused, told so once, and not tried again soon. */
static void
assert_refused (Fixture       *self,
                CsProblemKind  problem)
{
  g_autoptr (GBytes) late = g_bytes_new_static ("late", 4);
  g_autofree char *heard = NULL;

  g_assert_error (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_REFUSED);
  g_assert_cmpint (cs_problem_get_kind (cs_verdict_get_worst (cs_link_get_verdict (self->link))), ==, (int) problem);
  g_assert_cmpuint (self->n_closed, ==, 1);
  g_assert_cmpint (cs_link_get_retry_at (self->link) - g_get_real_time (), >, 600 * G_USEC_PER_SEC);
  g_assert_false (cs_link_is_open (self->link));

  cs_link_send (self->link, late);
  cs_test_peer_read_to_end (self->peer);
  heard = cs_test_peer_dup_received (self->peer, NULL);
  g_assert_cmpstr (heard, ==, "");
}

static void
test_revoked (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *address = cs_test_web_address (self->web, "/ocsp");
  CsTestSpec spec = { .ocsp_address = address };

  self->holds = 3;
  go_online (self, &spec);
  g_assert_cmpint (cs_verdict_get_revocation (cs_link_get_verdict (self->link), 0), ==, CS_REVOCATION_GOOD);

  self->answer.state = CS_REVOCATION_REVOKED;
  cs_test_wait_for (is_in (self->link, CS_CONNECTION_REFUSED));
  assert_refused (self, CS_PROBLEM_REVOKED);
}

static void
test_good_again (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *address = cs_test_web_address (self->web, "/ocsp");
  CsTestSpec spec = { .ocsp_address = address };
  CsVerdict *first;

  self->holds = 3;
  go_online (self, &spec);
  first = cs_link_get_verdict (self->link);

  self->holds = 0;
  cs_test_wait_for (cs_link_get_verdict (self->link) != first);
  g_assert_true (is_in (self->link, CS_CONNECTION_ONLINE));
  g_assert_cmpint (cs_verdict_get_revocation (cs_link_get_verdict (self->link), 0), ==, CS_REVOCATION_GOOD);
  g_assert_cmpint (cs_verdict_get_holds_until (cs_link_get_verdict (self->link)), >, now () + 3600);
}

static void
put_list (Fixture           *self,
          CsTestCertificate *revoked)
{
  const CsTestCrl spec = { .revoked = revoked };
  g_autoptr (GBytes) list = cs_test_revocation_make_crl (self->tls->root, &spec);

  cs_test_web_put (self->web, "/list", &(CsTestPage) { .body = list });
}

/* The old list counts for a day; but somebody else fetches the new one. */
static void
test_new_list (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *address = cs_test_web_address (self->web, "/list");
  CsTestSpec spec = { .crl_address = address };
  g_autoptr (CsTestPeer) peer = NULL;
  g_autoptr (CsLink) other = NULL;

  put_list (self, NULL);
  go_online (self, &spec);
  g_assert_cmpint (cs_verdict_ask_revocation (cs_link_get_verdict (self->link), 0)->source, ==, CS_REVOCATION_BY_LIST);

  put_list (self, self->leaf);
  peer = cs_test_tls_peer_with (self->leaf, NULL);
  other = make_link (self, peer);
  cs_link_start (other);
  cs_test_wait_for (is_in (other, CS_CONNECTION_REFUSED));
  cs_test_wait_for (is_in (self->link, CS_CONNECTION_REFUSED));
  g_assert_cmpint (cs_verdict_ask_revocation (cs_link_get_verdict (self->link), 0)->source, ==, CS_REVOCATION_BY_LIST_AT_HAND);
  assert_refused (self, CS_PROBLEM_REVOKED);
}

static void
test_expired (Fixture       *self,
              gconstpointer  data)
{
  CsTestSpec spec = { .not_after = now () + 5 };

  go_online (self, &spec);
  cs_test_wait_for (is_in (self->link, CS_CONNECTION_REFUSED));
  assert_refused (self, CS_PROBLEM_EXPIRED);
  g_assert_cmpint (now (), >, spec.not_after);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/link-standing/closes-when-the-certificate-is-revoked", test_revoked);
  ADD ("/link-standing/stands-when-it-is-good-again", test_good_again);
  ADD ("/link-standing/closes-when-a-new-list-arrives", test_new_list);
  ADD ("/link-standing/closes-when-the-certificate-expires", test_expired);
#undef ADD

  return g_test_run ();
}
