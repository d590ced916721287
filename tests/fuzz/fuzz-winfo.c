/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who watches. */

#include "cs-fuzz.h"

#include "sip/cs-winfo.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (CsWinfo) winfo = cs_winfo_parse (bytes);

  for (guint i = 0; winfo && i < winfo->watchers->len; i++) {
    CsWatcher *watcher = winfo->watchers->pdata[i];

    cs_fuzz_assert_text (watcher->id);
    cs_fuzz_assert_text (cs_address_get_uri (watcher->address));
  }

  return 0;
}
