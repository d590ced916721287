/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cs-test-authority.h"
#include "cs-test-revocation.h"

/* The program itself is run, with files that are made here. */
#define DAY (24 * 60 * 60)

typedef struct {
  char              *folder;
  CsTestCertificate *root;
  CsTestCertificate *leaf;
} Fixture;

/* A run of the program. A word with a slash before it is a file in the folder. */
typedef struct {
  const char *what;
  const char *command_line;
  int         status;
  const char *said;
  const char *input;
} Run;

static const char *program;

static void
put (Fixture    *fixture,
     const char *name,
     const void *data,
     gssize      size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, size, NULL));
}

static void
put_crl (Fixture           *fixture,
         const char        *name,
         CsTestCertificate *revoked)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GBytes) crl = cs_test_authority_make_crl (fixture->root, now - DAY, now + DAY, revoked);

  put (fixture, name, g_bytes_get_data (crl, NULL), g_bytes_get_size (crl));
}

static void
put_response (Fixture           *fixture,
              const char        *name,
              CsRevocationState  state)
{
  const CsTestOcsp spec = { .state = state };
  g_autoptr (GBytes) response = cs_test_revocation_make_ocsp (fixture->root, fixture->leaf, &spec);

  put (fixture, name, g_bytes_get_data (response, NULL), g_bytes_get_size (response));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const CsTestSpec odd_spec = { .name = "x\033[2J\u202ey", .dns_names = CS_TEST_NAMES ("a\033b.test") };
  const CsTestSpec ip_spec = { .name = "by address", .ip_addresses = CS_TEST_NAMES ("192.0.2.1") };
  g_autoptr (CsTestCertificate) odd = NULL;
  g_autoptr (CsTestCertificate) ip = NULL;
  const CsTestSpec must_staple_spec = { .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"), .must_staple = TRUE };
  g_autoptr (CsTestCertificate) must_staple = NULL;

  fixture->folder = g_dir_make_tmp ("cs-cli-XXXXXX", NULL);
  fixture->root = cs_test_authority_new_root ("Example Corp Root CA");
  fixture->leaf = cs_test_authority_new_leaf (fixture->root, "example.test");
  odd = cs_test_authority_make (fixture->root, &odd_spec);
  ip = cs_test_authority_make (fixture->root, &ip_spec);

  put (fixture, "ROOT", fixture->root->pem, -1);
  put (fixture, "LEAF", fixture->leaf->pem, -1);
  put (fixture, "ODD", odd->pem, -1);
  put (fixture, "IP", ip->pem, -1);
  put (fixture, "KEY", fixture->leaf->key_pem, -1);
  put (fixture, "NOISE", "noise", -1);
  put (fixture, "EMPTY", "", 0);
  put_crl (fixture, "REVOKED", fixture->leaf);
  put_crl (fixture, "NOT-REVOKED", odd);
  put_response (fixture, "RESPONSE-GOOD", CS_REVOCATION_GOOD);
  put_response (fixture, "RESPONSE-REVOKED", CS_REVOCATION_REVOKED);
  put_response (fixture, "RESPONSE-UNKNOWN", CS_REVOCATION_UNKNOWN);
  must_staple = cs_test_authority_make (fixture->root, &must_staple_spec);
  put (fixture, "MUST-STAPLE", must_staple->pem, -1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_remove (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  cs_test_certificate_free (fixture->root);
  cs_test_certificate_free (fixture->leaf);
}

static char **
make_arguments (Fixture    *fixture,
                const char *command_line)
{
  g_auto (GStrv) words = g_strsplit (command_line, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, program);
  for (guint i = 0; words[i] && *words[i]; i++) {
    g_autofree char *word = *words[i] == '/' ? g_strconcat (fixture->folder, words[i], NULL) : g_strdup (words[i]);

    g_strv_builder_add (builder, word);
  }

  return g_strv_builder_end (builder);
}

static void
run_from (GSubprocessLauncher *launcher,
          Fixture             *fixture,
          const Run           *run)
{
  g_auto (GStrv) arguments = make_arguments (fixture, run->command_line);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_test_message ("%s: %s", run->what, run->command_line);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, run->input, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  if (g_subprocess_get_exit_status (process) != run->status || !strstr (output, run->said))
    g_error ("%s: %d, not %d, or no “%s” in: %s",
             run->what, g_subprocess_get_exit_status (process), run->status, run->said, output);
  g_assert_null (strchr (output, '\033'));

  /* JSON is for programs: it says what is there. */
  if (!strstr (run->command_line, "--json"))
    g_assert_null (strstr (output, "\u202e"));
}

static void
run (Fixture   *fixture,
     const Run *run)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE |
                               (run->input ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0));

  run_from (launcher, fixture, run);
}

#define TRUSTING "--no-system-anchors --anchors /ROOT "

static const Run verify_runs[] = {
  { "all is well", "verify " TRUSTING "--sip-domain example.test /LEAF", 0, "vouches for example.test" },
  { "as JSON", "verify --json " TRUSTING "--sip-domain example.test /LEAF", 0, "\"verdict\":\"accepted\"" },
  { "a typed host", "verify --json " TRUSTING "--name example.test /LEAF", 0, "\"typed_host\":\"example.test\"" },
  { "an IP address", "verify --json " TRUSTING "--name 192.0.2.1 /IP", 0, "\"rule\":\"ip\"" },
  { "another IP address", "verify --json " TRUSTING "--name 192.0.2.2 /IP", 3, "\"name-mismatch\"" },
  { "no name", "verify " TRUSTING "/LEAF", 0, "The name was not judged" },
  { "no name, as JSON", "verify --json " TRUSTING "/LEAF", 0, "\"judged\":false" },
  { "another domain", "verify " TRUSTING "--sip-domain other.test /LEAF", 3, "is for example.test, not for other.test" },
  { "another domain, as JSON", "verify --json " TRUSTING "--sip-domain other.test /LEAF", 3, "\"kind\":\"name-mismatch\"" },
  { "no anchors", "verify --no-system-anchors --sip-domain example.test /LEAF", 3, "which nothing on this computer vouches for" },
  { "another time", "verify --json " TRUSTING "--at 1000000000 --sip-domain example.test /LEAF", 3, "\"not-yet-valid\"" },
  { "a late time", "verify --json " TRUSTING "--at 9000000000 --sip-domain example.test /LEAF", 3, "\"expired\"" },
  { "revoked", "verify --json " TRUSTING "--crls /REVOKED --sip-domain example.test /LEAF", 3, "\"kind\":\"revoked\"" },
  { "another one revoked", "verify --json " TRUSTING "--crls /NOT-REVOKED --sip-domain example.test /LEAF", 0, "accepted" },
  { "an odd name", "verify " TRUSTING "--sip-domain example.test /ODD", 3, "refused" },
  { "an odd name as JSON", "verify --json " TRUSTING "--sip-domain example.test /ODD", 3, "refused" },
  { "the file is missing", "verify /MISSING", 5, "countersign-cli: " },
  { "no certificate", "verify /NOISE", 5, "countersign-cli: " },
  { "an empty file", "verify /EMPTY", 5, "countersign-cli: " },
  { "a key", "verify /KEY", 5, "countersign-cli: " },
  { "no anchors in the file", "verify --anchors /NOISE /LEAF", 5, "countersign-cli: " },
  { "no list in the file", "verify --crls /NOISE /LEAF", 5, "countersign-cli: " },
  { "no file", "verify", 2, "countersign-cli: " },
  { "two files", "verify /LEAF /LEAF", 2, "countersign-cli: " },
  { "two names", "verify --name a.test --sip-domain b.test /LEAF", 2, "countersign-cli: " },
  { "no domain", "verify --sip-domain a..b /LEAF", 2, "countersign-cli: " },
  { "no number", "verify --at noon /LEAF", 2, "countersign-cli: " },
  { "an unknown option", "verify --continue-anyway /LEAF", 2, "countersign-cli: " },
  { "help", "verify --help", 0, "--no-system-anchors" },
};

#define HERE TRUSTING "--sip-domain example.test "
#define JUDGING "verify --json " HERE

static const Run revocation_runs[] = {
  { "nothing is known", JUDGING "/LEAF", 0, "\"revocation\":\"not-checked\"" },
  { "a response", JUDGING "--ocsp /RESPONSE-GOOD /LEAF", 0, "\"revocation\":\"good\",\"revocation_by\":\"staple\"" },
  { "a response, in words", "verify " HERE "--ocsp /RESPONSE-GOOD /LEAF", 0, "Not revoked" },
  { "a response that says revoked", JUDGING "--ocsp /RESPONSE-REVOKED /LEAF", 3, "\"kind\":\"revoked\"" },
  { "a response that knows nothing", JUDGING "--ocsp /RESPONSE-UNKNOWN /LEAF", 0, "\"revocation\":\"unknown\"" },
  { "several responses", JUDGING "--ocsp /RESPONSE-GOOD --ocsp /RESPONSE-REVOKED /LEAF", 3, "\"kind\":\"revoked\"" },
  { "a response about another", JUDGING "--ocsp /RESPONSE-REVOKED /MUST-STAPLE", 3, "\"kind\":\"staple-missing\"" },
  { "noise is no response", JUDGING "--ocsp /NOISE /LEAF", 0, "\"revocation\":\"unknown\"" },
  { "no response", JUDGING "--ocsp /MISSING /LEAF", 5, "countersign-cli: " },
  { "a list", JUDGING "--crls /NOT-REVOKED /LEAF", 0, "\"revocation\":\"good\",\"revocation_by\":\"list-at-hand\"" },
  { "a list outweighs a response", JUDGING "--ocsp /RESPONSE-GOOD --crls /REVOKED /LEAF", 3, "\"kind\":\"revoked\"" },
  { "required and there", JUDGING "--revocation require --ocsp /RESPONSE-GOOD /LEAF", 0, "accepted" },
  { "required and there as a list", JUDGING "--revocation require --crls /NOT-REVOKED /LEAF", 0, "accepted" },
  { "required and not there", JUDGING "--revocation require /LEAF", 3, "\"kind\":\"revocation-unknown\"" },
  { "required and not known", JUDGING "--revocation require --ocsp /RESPONSE-UNKNOWN /LEAF", 3, "\"kind\":\"revocation-unknown\"" },
  { "preferred and not there", JUDGING "--revocation prefer /LEAF", 0, "accepted" },
  { "preferred and revoked", JUDGING "--revocation prefer --ocsp /RESPONSE-REVOKED /LEAF", 3, "\"kind\":\"revoked\"" },
  { "off and revoked", JUDGING "--revocation off --ocsp /RESPONSE-REVOKED /LEAF", 3, "\"kind\":\"revoked\"" },
  { "off and not there", JUDGING "--revocation off /MUST-STAPLE", 0, "accepted" },
  { "demanded by the certificate", JUDGING "--revocation prefer /MUST-STAPLE", 3, "\"kind\":\"staple-missing\"" },
  { "an unknown policy", "verify --revocation sometimes /LEAF", 2, "require, prefer and off" },
};

static const Run check_runs[] = {
  { "nobody there", "check --server 127.0.0.1:1 example.test", 4, "takes no connections" },
  { "nobody there, as JSON", "check --json --server 127.0.0.1:1 alice@example.test", 4, "\"code\":\"unreachable\"" },
  { "no address", "check @", 2, "countersign-cli: " },
  { "no server", "check --server : example.test", 2, "countersign-cli: " },
  { "nothing", "check", 2, "countersign-cli: " },
  { "no anchors", "check --anchors /MISSING --server 127.0.0.1:1 example.test", 5, "countersign-cli: " },
  { "help", "check -h", 0, "--server" },
};

static const Run other_runs[] = {
  { "nothing", "", 2, "verify" },
  { "version", "--version", 0, "countersign-cli " CS_VERSION },
  { "help", "--help", 0, "listen" },
  { "no command", "trust-everybody", 2, "trust-everybody" },
  { "send without an account", "send bob@example.test", 2, "--account" },
  { "send without a password", "send --account alice@example.test bob@example.test", 2, "--password-file" },
  { "send with two passwords", "send --account a@b.test --password-fd 0 --password-file /NOISE c@b.test", 2, "--password-file" },
  { "send to nobody", "send --account alice@example.test --password-file /NOISE", 2, "countersign-cli: " },
  { "an empty password", "send --account alice@example.test --password-file /EMPTY bob@example.test", 5, "empty" },
  { "no password", "send --account alice@example.test --password-file /MISSING bob@example.test", 5, "countersign-cli: " },
  { "nobody there", "send --server 127.0.0.1:1 --account a@b.test --password-file /NOISE c@b.test", 4, "takes no connections", "hello\n" },
  { "nothing to do with rooms", "rooms --account a@b.test --password-file /NOISE", 2, "list, make, join" },
  { "a room without a name", "rooms --account a@b.test --password-file /NOISE join", 2, "“join”" },
  { "two rooms", "rooms --account a@b.test --password-file /NOISE join a b", 2, "“join”" },
  { "nobody to invite", "rooms --account a@b.test --password-file /NOISE invite team", 2, "“invite”" },
  { "somebody without an address", "rooms --account a@b.test --password-file /NOISE invite team b@b.test bob", 2, "no @" },
  { "a bad room manager", "rooms --account a@b.test --password-file /NOISE --room-manager rooms list", 2, "no @" },
  { "rooms of nobody", "rooms --server 127.0.0.1:1 --account a@b.test --password-file /NOISE list", 4, "takes no connections" },
  { "listen to too much", "listen --account a@b.test --password-file /NOISE c@b.test", 2, "c@b.test" },
};

static void
test_verify (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (verify_runs); i++)
    run (fixture, &verify_runs[i]);
}

static void
test_revocation (Fixture       *fixture,
                 gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (revocation_runs); i++)
    run (fixture, &revocation_runs[i]);
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (check_runs); i++)
    run (fixture, &check_runs[i]);
}

static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (other_runs); i++)
    run (fixture, &other_runs[i]);
}

static void
close_cb (gpointer user_data)
{
  close (STDIN_FILENO);
}

/* To a server that takes connections, and never says anything. */
static void
test_nothing_to_send (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *command_line =
    g_strdup_printf ("send --server 127.0.0.1:%u --account a@b.test --password-file /NOISE c@b.test", port);

  g_assert_cmpuint (port, !=, 0);
  for (int closed = 0; closed <= 1; closed++) {
    g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
    const Run nothing = { closed ? "standard input is closed" : "standard input is empty", command_line, 0, "" };

    /* The file with the password is opened next, where standard input was. */
    if (closed)
      g_subprocess_launcher_set_child_setup (launcher, close_cb, NULL, NULL);
    run_from (launcher, fixture, &nothing);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];

  g_test_add ("/cli/verify-judges-without-a-network", Fixture, NULL, set_up, test_verify, tear_down);
  g_test_add ("/cli/verify-judges-revocation", Fixture, NULL, set_up, test_revocation, tear_down);
  g_test_add ("/cli/check-tells-why-there-is-no-verdict", Fixture, NULL, set_up, test_check, tear_down);
  g_test_add ("/cli/understands-its-command-line", Fixture, NULL, set_up, test_others, tear_down);
  g_test_add ("/cli/sends-no-other-file-for-a-closed-standard-input", Fixture, NULL, set_up, test_nothing_to_send, tear_down);

  return g_test_run ();
}
