/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Judges the revocation lists or OCSP responses of a corpus and prints where it differs from what the corpus expects. See tests/corpus/run. */

#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "trust/cs-crl.h"
#include "trust/cs-ocsp.h"

#define EXIT_TROUBLE 2
#define DAY (24 * 3600)

typedef struct {
  GPtrArray *issuers;
  CsCertificate *certificate;
  GBytes *item;
  CsRevocationQuestion question;
} Case;

typedef struct {
  guint cases;
  guint held;
  guint taken_for_good;
} Count;

/* sha1WithRSAEncryption */
static const guint8 sha1_with_rsa[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05 };

/* Answers that are withheld, and why. */
static const struct {
  const char *id;
  const char *reason;
} withheld[] = {
  { "crl::good_issuer_name_normalization", "names are compared byte by byte, as on a path" },
};

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->item, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static GBytes *
decode_pem (const char *pem)
{
  const char *start = pem ? strstr (pem, "-----BEGIN ") : NULL;
  const char *body = start ? strchr (start, '\n') : NULL;
  const char *end = body ? strstr (body, "-----END ") : NULL;
  g_autofree char *text = end ? g_strndup (body, end - body) : NULL;
  guchar *data;
  gsize size;

  if (!text)
    return NULL;
  data = g_base64_decode (text, &size);

  return g_bytes_new_take (data, size);
}

static CsCertificate *
read_certificate (JsonObject *object,
                  const char *name)
{
  g_autoptr (GBytes) der = decode_pem (json_object_get_string_member_with_default (object, name, NULL));

  return der ? cs_certificate_new_from_der (der, NULL) : NULL;
}

static void
add_issuer (Case       *self,
            JsonObject *object,
            const char *name)
{
  CsCertificate *issuer = read_certificate (object, name);

  if (issuer)
    g_ptr_array_add (self->issuers, issuer);
}

static gboolean
read_case (Case       *self,
           JsonObject *object)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (json_object_get_string_member_with_default (object, "time", ""), NULL);
  const char *response = json_object_get_string_member_with_default (object, "response_der_b64", NULL);

  self->issuers = g_ptr_array_new_with_free_func (g_object_unref);
  self->certificate = read_certificate (object, "certificate");
  add_issuer (self, object, "ca");
  add_issuer (self, object, "ca2");
  if (response) {
    gsize size;
    guchar *data = g_base64_decode (response, &size);

    self->item = g_bytes_new_take (data, size);
  } else {
    self->item = decode_pem (json_object_get_string_member_with_default (object, "crl", NULL));
  }
  if (!time || !self->certificate || !self->item || self->issuers->len == 0)
    return FALSE;

  self->question.certificate = self->certificate;
  self->question.issuers = self->issuers;
  self->question.time = g_date_time_to_unix (time);
  self->question.max_age = json_object_get_int_member_with_default (object, "max_age_days", 0) * DAY;

  return TRUE;
}

static const char *
word_state (CsRevocationState state)
{
  switch (state) {
  case CS_REVOCATION_GOOD:
    return "GOOD";
  case CS_REVOCATION_REVOKED:
    return "REVOKED";
  case CS_REVOCATION_NOT_CHECKED:
  case CS_REVOCATION_UNKNOWN:
  default:
    return "UNKNOWN";
  }
}

static const char *
find_reason (const char *id,
             GBytes     *item)
{
  if (item && memmem (g_bytes_get_data (item, NULL), g_bytes_get_size (item), sha1_with_rsa, sizeof sha1_with_rsa))
    return "a signature with SHA-1 proves nothing";
  for (guint i = 0; i < G_N_ELEMENTS (withheld); i++) {
    if (g_str_equal (withheld[i].id, id))
      return withheld[i].reason;
  }

  return NULL;
}

static void
judge (JsonObject *object,
       Count      *count)
{
  const char *id = json_object_get_string_member_with_default (object, "id", "?");
  const char *expected = json_object_get_string_member_with_default (object, "expected", "?");
  g_auto (Case) self = { 0 };
  CsRevocation answer = { .state = CS_REVOCATION_UNKNOWN };
  const char *reason;
  const char *found;

  if (!read_case (&self, object))
    g_print ("%s: the case cannot be read\n", id);
  else if (json_object_has_member (object, "response_der_b64"))
    cs_ocsp_judge (self.item, &self.question, &answer);
  else
    cs_crl_judge (self.item, &self.question, &answer);

  found = word_state (answer.state);
  reason = find_reason (id, self.item);
  count->cases++;
  if (g_str_equal (found, expected)) {
    count->held++;
  } else if (reason && g_str_equal (found, "UNKNOWN")) {
    g_print ("%s: expected %s, found %s: %s\n", id, expected, found, reason);
    count->held++;
  } else {
    g_print ("%s: expected %s, found %s\n", id, expected, found);
    if (answer.state == CS_REVOCATION_GOOD)
      count->taken_for_good++;
  }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *vectors = NULL;
  Count count = { 0 };

  if (argc == 2 && json_parser_load_from_file (parser, argv[1], &error)) {
    JsonNode *root = json_parser_get_root (parser);

    if (root && JSON_NODE_HOLDS_OBJECT (root) && json_object_has_member (json_node_get_object (root), "vectors"))
      vectors = json_object_get_array_member (json_node_get_object (root), "vectors");
  }
  if (!vectors) {
    g_printerr ("%s\n", error ? error->message : "usage: judge-revocation FILE, with vectors");
    return EXIT_TROUBLE;
  }

  for (guint i = 0; i < json_array_get_length (vectors); i++)
    judge (json_array_get_object_element (vectors, i), &count);
  g_print ("%u of %u cases held, %u taken for good that are not\n", count.held, count.cases, count.taken_for_good);

  return count.held == count.cases ? EXIT_SUCCESS : EXIT_FAILURE;
}
