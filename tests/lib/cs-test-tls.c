/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-tls.h"

CsTestTls *
cs_test_tls_new (void)
{
  CsTestTls *self = g_new0 (CsTestTls, 1);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);

  self->root = cs_test_authority_new_root ("Example Corp Root CA");
  self->leaf = cs_test_authority_new_leaf (self->root, "example.test");
  g_ptr_array_add (anchors, cs_anchor_new (self->root->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  self->anchors = cs_anchor_set_new (anchors, NULL);
  self->store = cs_anchor_store_new (NULL, NULL, FALSE);
  cs_anchor_store_give (self->store, self->root->certificate);
  self->identity = cs_test_tls_identity ("example.test", NULL);

  return self;
}

void
cs_test_tls_free (CsTestTls *self)
{
  cs_test_certificate_free (self->root);
  cs_test_certificate_free (self->leaf);
  cs_anchor_set_unref (self->anchors);
  g_object_unref (self->store);
  cs_reference_identity_unref (self->identity);
  g_free (self);
}

CsReferenceIdentity *
cs_test_tls_identity (const char *domain,
                      const char *typed)
{
  g_autoptr (CsHost) sip_domain = cs_host_parse (domain, NULL);
  g_autoptr (CsHost) host = typed ? cs_host_parse (typed, NULL) : NULL;

  return cs_reference_identity_new (sip_domain, host);
}

/* A peer that shows the sound certificate. */
CsTestPeer *
cs_test_tls_peer (CsTestTls              *self,
                  const CsTestPeerScript *script)
{
  return cs_test_tls_peer_with (self->leaf, script);
}

/* A peer that shows this certificate alone. */
CsTestPeer *
cs_test_tls_peer_with (CsTestCertificate      *leaf,
                       const CsTestPeerScript *script)
{
  CsTestPeerScript complete = script ? *script : (CsTestPeerScript) { .mode = CS_TEST_PEER_TLS };
  GBytes *chain[] = { leaf->der, NULL };

  if (!complete.chain)
    complete.chain = chain;
  if (!complete.key_pem)
    complete.key_pem = leaf->key_pem;

  return cs_test_peer_new (&complete);
}

/* Where a peer is, as a person would type it. */
CsEndpoint *
cs_test_tls_endpoint (CsTestPeer *peer)
{
  g_autoptr (CsHost) host = cs_host_parse ("127.0.0.1", NULL);

  return cs_endpoint_new (host, cs_test_peer_get_port (peer));
}

GIOStream *
cs_test_tls_connect (CsTestPeer *peer)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", cs_test_peer_get_port (peer));
  GSocketConnection *connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  g_assert_nonnull (connection);

  return G_IO_STREAM (connection);
}

/* Keeps the result of an asynchronous call in a variable of the test. */
void
cs_test_tls_result_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}
