/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-corpus-case.h"

#include <string.h>

#include "base/cs-error.h"
#include "trust/cs-certificate-file.h"
#include "trust/cs-crl.h"

static GBytes *
string_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* Whether all that stands in @text could be read and was added. */
static gboolean
add_certificates (GPtrArray  *certificates,
                  const char *text)
{
  g_autoptr (GBytes) bytes = string_bytes (text);
  g_autoptr (GPtrArray) read = cs_certificate_file_parse (bytes, NULL);

  for (guint i = 0; read && i < read->len; i++)
    g_ptr_array_add (certificates, g_object_ref (g_ptr_array_index (read, i)));

  return read != NULL;
}

static gboolean
add_list (JsonObject *object,
          const char *member,
          GPtrArray  *certificates)
{
  JsonArray *list = json_object_get_array_member (object, member);
  gboolean readable = TRUE;

  for (guint i = 0; list && i < json_array_get_length (list); i++)
    readable = add_certificates (certificates, json_array_get_string_element (list, i)) && readable;

  return readable;
}

static void
add_anchors (CsCorpusCase *self,
             GPtrArray    *certificates)
{
  for (guint i = 0; i < certificates->len; i++)
    g_ptr_array_add (self->anchors, cs_anchor_new (g_ptr_array_index (certificates, i), CS_ANCHOR_GIVEN, NULL, 0));
}

static void
add_crls (CsCorpusCase *self,
          JsonObject   *object)
{
  JsonArray *list = json_object_has_member (object, "crls") ? json_object_get_array_member (object, "crls") : NULL;

  for (guint i = 0; list && i < json_array_get_length (list); i++) {
    g_autoptr (GBytes) bytes = string_bytes (json_array_get_string_element (list, i));
    g_autoptr (GPtrArray) read = cs_crl_file_parse (bytes, NULL);

    for (guint j = 0; read && j < read->len; j++)
      g_ptr_array_add (self->crls, g_bytes_ref (g_ptr_array_index (read, j)));
  }
}

static gboolean
is_given (JsonObject *object,
          const char *member)
{
  return json_object_has_member (object, member) && !json_object_get_null_member (object, member);
}

static gboolean
read_name (CsCorpusCase  *self,
           JsonObject    *object,
           GError       **error)
{
  JsonObject *name = is_given (object, "expected_peer_name") ? json_object_get_object_member (object, "expected_peer_name") : NULL;
  g_autoptr (CsHost) host = NULL;

  if (!name)
    return TRUE;

  host = cs_host_parse (json_object_get_string_member (name, "value"), error);
  if (host)
    self->identity = cs_reference_identity_new (NULL, host);

  return host != NULL;
}

static gboolean
read_time (CsCorpusCase  *self,
           JsonObject    *object,
           GError       **error)
{
  const char *text = is_given (object, "validation_time") ? json_object_get_string_member (object, "validation_time") : NULL;
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, NULL) : g_date_time_new_now_utc ();

  if (!time) {
    g_set_error (error, CS_ERROR, CS_ERROR_UNSUPPORTED, "\"%s\" is no time", text);
    return FALSE;
  }
  self->time = g_date_time_to_unix (time);

  return TRUE;
}

/**
 * cs_corpus_case_read:
 * @object: a case
 * @error: return location for an error
 *
 * Reads a case. A certificate in it that we cannot read is no error: a server may present such a thing.
 *
 * Returns: (transfer full) (nullable): the case; %NULL when it asks something that we cannot answer
 */
CsCorpusCase *
cs_corpus_case_read (JsonObject  *object,
                     GError     **error)
{
  g_autoptr (CsCorpusCase) self = g_new0 (CsCorpusCase, 1);
  g_autoptr (GPtrArray) trusted = g_ptr_array_new_with_free_func (g_object_unref);
  const char *expected = json_object_get_string_member_with_default (object, "expected_result", "");

  self->id = g_strdup (json_object_get_string_member_with_default (object, "id", ""));
  self->good = strcmp (expected, "SUCCESS") == 0;
  self->anchors = g_ptr_array_new_with_free_func (g_object_unref);
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  self->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (!self->good && strcmp (expected, "FAILURE") != 0) {
    g_set_error (error, CS_ERROR, CS_ERROR_UNSUPPORTED, "the result \"%s\"", expected);
    return NULL;
  }

  self->unreadable = !add_certificates (self->chain, json_object_get_string_member (object, "peer_certificate"));
  if (!add_list (object, "untrusted_intermediates", self->chain))
    self->unreadable = TRUE;
  add_list (object, "trusted_certs", trusted);
  add_anchors (self, trusted);
  add_crls (self, object);

  return read_name (self, object, error) && read_time (self, object, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * cs_corpus_case_free:
 * @self: (transfer full): a case
 */
void
cs_corpus_case_free (CsCorpusCase *self)
{
  g_free (self->id);
  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->crls, g_ptr_array_unref);
  g_clear_pointer (&self->identity, cs_reference_identity_unref);
  g_free (self);
}

/**
 * cs_corpus_case_judge:
 * @self: a case
 *
 * Returns: (transfer full): what the program says to it
 */
CsVerdict *
cs_corpus_case_judge (CsCorpusCase *self)
{
  g_autoptr (CsAnchorSet) anchors = cs_anchor_set_new (self->anchors, NULL);
  const CsRevocationEvidence evidence = {
    .crls = self->crls,
    /* Where lists come along, they are what the case is about. */
    .policy = self->crls->len > 0 ? CS_REVOCATION_REQUIRE : CS_REVOCATION_PREFER,
  };

  if (self->unreadable)
    return cs_verifier_refuse (CS_PROBLEM_MALFORMED, self->chain, self->identity, self->time);

  return cs_verifier_judge (anchors, self->chain, self->identity, self->time, &evidence);
}
