/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the inputs that the fuzzers start from: a folder for each, in the folder named. */

#include <string.h>

#include <gio/gio.h>

#include "cs-test-client.h"
#include "cs-test-revocation.h"

static const char *folder;

static void
save (const char *fuzzer,
      const char *name,
      GByteArray *bytes)
{
  g_autofree char *own = g_build_filename (folder, fuzzer, NULL);
  g_autofree char *path = g_build_filename (own, name, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (own, 0700);
  if (!g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error))
    g_error ("%s", error->message);
}

static void
append (GByteArray *bytes,
        GBytes     *more)
{
  g_byte_array_append (bytes, g_bytes_get_data (more, NULL), g_bytes_get_size (more));
}

static void
append_sized (GByteArray *bytes,
              GBytes     *more)
{
  gsize size = g_bytes_get_size (more);
  const guint8 head[] = { size >> 8, size };

  g_byte_array_append (bytes, head, sizeof head);
  append (bytes, more);
}

static void
save_bytes (const char *fuzzer,
            const char *name,
            GBytes     *contents)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  append (bytes, contents);
  save (fuzzer, name, bytes);
}

static void
save_text (const char *fuzzer,
           const char *name,
           const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  save_bytes (fuzzer, name, bytes);
}

static void
save_chain (const char                *name,
            CsTestCertificate * const *certificates)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint64 time = GUINT64_TO_BE (g_get_real_time () / G_USEC_PER_SEC);

  g_byte_array_append (bytes, (const guint8 *) &time, sizeof time);
  for (guint i = 0; certificates[i]; i++)
    append_sized (bytes, certificates[i]->der);
  save ("chain", name, bytes);
}

static void
save_crl (const char        *name,
          CsTestCertificate *leaf,
          CsTestCertificate *root,
          CsTestCertificate *revoked)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GBytes) crl = cs_test_authority_make_crl (root, now - 3600, now + 3600, revoked);

  append_sized (bytes, leaf->der);
  append_sized (bytes, root->der);
  append (bytes, crl);
  save ("crl", name, bytes);
}

static void
save_ocsp (const char        *name,
           CsTestCertificate *leaf,
           CsTestCertificate *root,
           const CsTestOcsp  *spec)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) response = cs_test_revocation_make_ocsp (root, leaf, spec);

  append_sized (bytes, leaf->der);
  append_sized (bytes, root->der);
  append (bytes, response);
  save ("ocsp", name, bytes);
}

/* Certificates with everything that we read in them. */
static void
save_certificates (void)
{
  const CsTestSpec limited = {
    .authority = TRUE, .name = "Limits", .limited = TRUE, .path_length = 2,
    .permitted_dns = CS_TEST_NAMES ("test", "example.com"), .excluded_dns = CS_TEST_NAMES ("bad.test"),
  };
  const CsTestSpec full = {
    .name = "example.test", .organization = "Example Corp", .key = CS_TEST_KEY_RSA_2048,
    .dns_names = CS_TEST_NAMES ("example.test", "*.example.test"), .uris = CS_TEST_NAMES ("sip:example.test", "https://example.test/"),
    .ip_addresses = CS_TEST_NAMES ("127.0.0.1", "::1"), .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_SERVER, CS_TEST_PURPOSE_SIP_DOMAIN),
    .ocsp_address = "http://ocsp.example.test/", .crl_address = "http://crl.example.test/ca.crl", .must_staple = TRUE,
  };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Example Corp Root CA");
  g_autoptr (CsTestCertificate) middle = cs_test_authority_make (root, &limited);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (middle, &full);
  g_autoptr (CsTestCertificate) plain = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (GBytes) bundle = cs_test_authority_make_pkcs7 ((CsTestCertificate *[]) { root, middle }, 2);
  g_autofree char *several = g_strconcat ("Roots\n", root->pem, middle->pem, NULL);

  save_bytes ("certificate", "root", root->der);
  save_bytes ("certificate", "middle", middle->der);
  save_bytes ("certificate", "leaf", leaf->der);
  save_chain ("short", (CsTestCertificate *[]) { root, plain, NULL });
  save_chain ("long", (CsTestCertificate *[]) { root, leaf, middle, NULL });
  save_chain ("surplus", (CsTestCertificate *[]) { root, leaf, plain, root, middle, NULL });
  save_crl ("empty", plain, root, NULL);
  save_crl ("revoked", plain, root, plain);
  save_ocsp ("good", plain, root, &(CsTestOcsp) { .send_signer = TRUE });
  save_ocsp ("revoked", plain, root, &(CsTestOcsp) { .by_key = TRUE, .state = CS_REVOCATION_REVOKED, .critical_single = TRUE });
  save_bytes ("pkcs7", "two", bundle);
  save_bytes ("certificate-file", "bundle", bundle);
  save_bytes ("certificate-file", "der", root->der);
  save_text ("certificate-file", "pem", several);
  save_text ("certificate-file", "key", root->key_pem);
}

static void
save_identities (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Example Corp Root CA");
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (root, "alice");
  g_autoptr (GBytes) full = cs_test_client_make_pkcs12 (alice, alice, root, "open sesame");
  g_autoptr (GBytes) keyless = cs_test_client_make_pkcs12 (alice, NULL, NULL, "open sesame");
  g_autofree char *key = cs_test_client_encrypt_key (alice, "open sesame");
  g_autofree char *pair = g_strconcat (alice->pem, root->pem, key, NULL);

  save_bytes ("pkcs12", "full", full);
  save_bytes ("pkcs12", "keyless", keyless);
  save_text ("pkcs12", "pair", pair);
}

static void
save_texts (void)
{
  save_text ("frame-guard", "two", "\003MESSAGE sip:a@b SIP/2.0\r\nTo: <sip:a@b>\r\nl: 1\r\n\r\na\r\n\r\nSIP/2.0 200 OK\r\n"
             "Subject: a\r\n b\r\nContent-Length: 3\r\n\r\nabc");
  save_text ("frame-guard", "bad", "\001MESSAGE sip:a@b SIP/2.0\r\nl: 1\r\nl: 1\r\n\r\na");
  save_text ("digest", "sha-256", "realm=\"example.test\"\nqop=\"auth, auth-int\"\nalgorithm=SHA-256\nnonce=\"7ypf\"\nopaque=\"FQhe\"");
  save_text ("digest", "session", "realm=\"r\"\nnonce=\"n\"\nqop=auth\nalgorithm=MD5-sess\nstale=true\nuserhash=true");
  save_text ("address", "plain", "alice@example.test");
  save_text ("address", "full", "sips:alice%20b@[2001:db8::1]:5061;transport=tls?a=b");
  save_text ("address", "idn", "sip:bob@b\xc3\xbc" "cher.test");
  save_text ("address", "server", "sip.example.test:5061");
  save_text ("room-saying", "message", "[bob]: hello\n[alice]: you");
  save_text ("room-saying", "notice", "*** [alice] invites you to join the room (send '#accept' or '#reject')");
  save_text ("room-saying", "members", "Members:\n*[alice]\n~[carol]\n[bob]");
  save_text ("text", "links", "room\n(https://example.test/a_(b)?c=d#e), <sip:bob@example.test;transport=tls> mailto:b\xc3\xbc@example.test.");
  save_text ("text", "scripts", "room\nhttps://b\xc3\xbc.example/\xe4\xbc\x9a\xe3\x83\xbb\xe8\xad\xb0\xe3\x80\x82http://\xd0\xb0\xd1\x80/a\xe3\x82\x92");
  save_text ("text", "quotes", "\xe4\xbc\x9a\n> alice:\n> > one\n> two\n\n\xe4\xbc\x9a\xe8\xad\xb0\xe5\xae\xa4\n>three");
  save_text ("vcard", "four", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob\\, B\r\nitem1.IMPP;PREF=1;TYPE=\"a:b\":sip:bob@exam\r\n ple.test\r\n"
             "NOTE:one\\ntwo\r\nEND:VCARD\r\n");
  save_text ("vcard", "three", "BEGIN:VCARD\nVERSION:3.0\nN:Baker;Bob;;;\nFN;CHARSET=ISO-8859-1:B\xf6" "b\nX-SIP:bob@example.test\nEND:VCARD\n");
}

#define CPIM \
  "From: Alice <im:alice@example.test>\r\nTo: <im:bob@example.test>\r\nDateTime: 2026-11-21T12:16:49-05:00\r\n" \
  "NS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: 34jk324j\r\n" \
  "imdn.Disposition-Notification: positive-delivery, display\r\n\r\n"
#define PIDF \
  "<presence xmlns='urn:ietf:params:xml:ns:pidf' xmlns:d='urn:ietf:params:xml:ns:pidf:data-model' " \
  "xmlns:r='urn:ietf:params:xml:ns:pidf:rpid' entity='sip:a@b'>"
#define IMDN \
  "<?xml version=\"1.0\"?><imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>34jk324j</message-id>" \
  "<datetime>2026-11-21T12:16:49Z</datetime><delivery-notification><status><delivered/></status></delivery-notification></imdn>"

#define COMPOSING "<?xml version=\"1.0\"?><isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\">"

static void
save_bodies (void)
{
  static const char coded[] = "\001\002\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15";
  g_autoptr (GBytes) deflated = g_bytes_new_static (coded, sizeof coded - 1);

  save_text ("cpim", "text", CPIM "Content-Type: text/plain; charset=utf-8\r\n\r\nhello");
  save_text ("cpim", "folded", "NS: <urn:ietf:params:imdn>\nMessage-ID: 1\nRequire: Message-ID\n\nContent-Type: a/b;\n c=d\n\nx");
  save_text ("pidf", "away", PIDF "<tuple id='a'><status><basic>open</basic></status><contact>sip:a@b</contact><note>x</note>"
             "<timestamp>2026-11-22T09:59:00Z</timestamp></tuple><d:person id='p'><r:activities from='2026-11-22T09:00:00Z'><r:away/>"
             "</r:activities><d:note>y</d:note><d:timestamp>2026-11-22T09:00:00Z</d:timestamp></d:person></presence>");
  save_text ("pidf", "closed", PIDF "<tuple id='a'><status><basic>closed</basic></status></tuple><note>x</note></presence>");
  save_text ("winfo", "full", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='0' state='full'><watcher-list "
             "resource='sip:a@b' package='presence'><watcher id='1' event='subscribe' status='active'>sip:c@d</watcher></watcher-list>"
             "</watcherinfo>");
  save_text ("http-answer", "length", "0HTTP/1.1 401 No\r\nETag: \"a\"\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\"\r\n"
             "Content-Type: a/b\r\nContent-Length: 1\r\n\r\na");
  save_text ("http-answer", "chunks", "1HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");
  save_text ("presence-rules", "allowed", "<ruleset xmlns='urn:ietf:params:xml:ns:common-policy' xmlns:r='urn:ietf:params:xml:ns:pres-rules'>"
             "<rule id='countersign-allowed'><conditions><identity><one id='sip:a@b'/></identity></conditions><actions>"
             "<r:sub-handling>allow</r:sub-handling></actions><transformations/></rule><rule id='x'/></ruleset>");
  save_text ("resource-list", "lists", "<resource-lists xmlns='urn:ietf:params:xml:ns:resource-lists'><list name='a'><entry uri='sip:a@b'>"
             "<display-name>A</display-name></entry><list><entry-ref ref='c'/><external anchor='d'/></list></list></resource-lists>");
  save_text ("imdn", "delivered", IMDN);
  save_text ("imdn", "displayed", "<i:imdn xmlns:i='urn:ietf:params:xml:ns:imdn'><i:message-id>1</i:message-id>"
             "<i:display-notification><i:status><i:displayed/></i:status></i:display-notification></i:imdn>");
  save_text ("composing", "active", COMPOSING "<state>active</state><lastactive>2026-11-22T12:00:00Z</lastactive>"
             "<contenttype>text/plain</contenttype><refresh>90</refresh></isComposing>");
  save_text ("composing", "idle", COMPOSING "<state>idle</state></isComposing>");
  save_text ("message-content", "composing", "\005\003" COMPOSING "<state>idle</state></isComposing>");
  save_text ("message-content", "text", "\001\003hello\r\nthere");
  save_text ("message-content", "noted", "\001\003[Offline message - Sun Nov 22 10:00:00 2026] " IMDN);
  save_text ("message-content", "wrapped", "\002\003" CPIM "Content-Type: message/imdn+xml\r\n\r\n" IMDN);
  save_bytes ("message-content", "coded", deflated);
}

int
main (int    argc,
      char **argv)
{
  if (argc != 2) {
    g_printerr ("usage: make-seeds FOLDER\n");
    return 2;
  }
  folder = argv[1];
  save_certificates ();
  save_identities ();
  save_texts ();
  save_bodies ();

  return 0;
}
