/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sip/cs-winfo.h"

#define HEAD "<?xml version='1.0'?><watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='3' state='full'>" \
  "<watcher-list resource='sip:alice@example.test' package='presence'>"
#define TAIL "</watcher-list></watcherinfo>"
#define BOB(status) "<watcher id='a' event='subscribe' status='" status "'>sip:bob@example.test</watcher>"

static const struct {
  const char      *description;
  const char      *data;
  int              watchers;     /* -1: no such document */
  CsWatcherStatus  status;       /* of the first */
} cases[] = {
  { "active", HEAD BOB ("active") TAIL, 1, CS_WATCHER_ACTIVE },
  { "pending", HEAD BOB ("pending") TAIL, 1, CS_WATCHER_WAITING },
  { "waiting", HEAD BOB ("waiting") TAIL, 1, CS_WATCHER_WAITING },
  { "terminated", HEAD BOB ("terminated") TAIL, 1, CS_WATCHER_GONE },
  { "two", HEAD BOB ("active") BOB ("pending") TAIL, 2, CS_WATCHER_ACTIVE },
  { "nobody", HEAD TAIL, 0, 0 },
  { "no list", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='0' state='partial'/>", 0, 0 },
  { "another package", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='0' state='full'><watcher-list package='dialog'>"
    BOB ("active") "</watcher-list></watcherinfo>", 0, 0 },
  { "no status", HEAD "<watcher id='a'>sip:bob@example.test</watcher>" TAIL, 0, 0 },
  { "another status", HEAD BOB ("asleep") TAIL, 0, 0 },
  { "no id", HEAD "<watcher status='active'>sip:bob@example.test</watcher>" TAIL, 0, 0 },
  { "an empty id", HEAD "<watcher id=' ' status='active'>sip:bob@example.test</watcher>" TAIL, 0, 0 },
  { "a telephone", HEAD "<watcher id='a' status='active'>tel:+123</watcher>" TAIL, 0, 0 },
  { "no address", HEAD "<watcher id='a' status='active'/>" TAIL, 0, 0 },
  { "an element for an address", HEAD "<watcher id='a' status='active'><b/>sip:bob@example.test</watcher>" TAIL, 0, 0 },

  { "nothing", "", -1, 0 },
  { "no XML", "bob", -1, 0 },
  { "another root", "<x xmlns='urn:ietf:params:xml:ns:watcherinfo' version='0' state='full'/>", -1, 0 },
  { "no namespace", "<watcherinfo version='0' state='full'/>", -1, 0 },
  { "no version", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' state='full'/>", -1, 0 },
  { "a bad version", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='-1' state='full'/>", -1, 0 },
  { "a huge version", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='99999999999999999999' state='full'/>", -1, 0 },
  { "no state", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='0'/>", -1, 0 },
  { "another state", "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='0' state='half'/>", -1, 0 },
  { "half of it", HEAD BOB ("active"), -1, 0 },
  { "a document type", "<!DOCTYPE a><watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='0' state='full'/>", -1, 0 },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) data = g_bytes_new_static (cases[i].data, strlen (cases[i].data));
    g_autoptr (CsWinfo) winfo = cs_winfo_parse (data);

    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (winfo ? (int) winfo->watchers->len : -1, ==, cases[i].watchers);
    if (!winfo || winfo->watchers->len == 0)
      continue;

    g_assert_true (winfo->full);
    g_assert_cmpuint (winfo->version, ==, 3);
    g_assert_cmpint (((CsWatcher *) winfo->watchers->pdata[0])->status, ==, cases[i].status);
    g_assert_cmpstr (cs_address_get_uri (((CsWatcher *) winfo->watchers->pdata[0])->address), ==, "sip:bob@example.test");
  }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (GBytes) data = NULL;
  g_autoptr (CsWinfo) winfo = NULL;

  for (guint i = 0; i < CS_WINFO_MAX_WATCHERS + 10; i++)
    g_string_append_printf (text, "<watcher id='%u' status='active'>sip:u%u@example.test</watcher>", i, i);
  g_string_append (text, TAIL);
  data = g_bytes_new_static (text->str, text->len);
  winfo = cs_winfo_parse (data);
  g_assert_nonnull (winfo);
  g_assert_cmpuint (winfo->watchers->len, ==, CS_WINFO_MAX_WATCHERS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/winfo/reads-and-refuses", test_table);
  g_test_add_func ("/winfo/takes-so-many-and-no-more", test_many);

  return g_test_run ();
}
