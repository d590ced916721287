/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a pasted fingerprint says about a certificate. */
typedef enum {
  CS_FINGERPRINT_NOT_COMPARED,
  CS_FINGERPRINT_INCOMPLETE,
  CS_FINGERPRINT_SAME,
  CS_FINGERPRINT_DIFFERENT,
} CsFingerprintState;

/* A SHA-256 fingerprint, and a field in which to paste the published one. Signal: "changed" () when the state is another. */
#define CS_TYPE_FINGERPRINT_GROUP (cs_fingerprint_group_get_type ())
G_DECLARE_FINAL_TYPE (CsFingerprintGroup, cs_fingerprint_group, CS, FINGERPRINT_GROUP, AdwPreferencesGroup)

void               cs_fingerprint_group_set_sha256  (CsFingerprintGroup *self,
                                                     const char         *sha256);
CsFingerprintState cs_fingerprint_group_get_state   (CsFingerprintGroup *self);
void               cs_fingerprint_group_focus_entry (CsFingerprintGroup *self);

G_END_DECLS
