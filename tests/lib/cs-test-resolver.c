/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-resolver.h"

struct _CsTestResolver
{
  GResolver   parent_instance;

  GHashTable *records;
  int         failure;
  gboolean    hangs;
  guint       n_questions;
};

G_DEFINE_FINAL_TYPE (CsTestResolver, cs_test_resolver, G_TYPE_RESOLVER)

static void
hanging_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  g_task_return_error_if_cancelled (G_TASK (user_data));
}

static void
lookup_records_async (GResolver            *resolver,
                      const char           *name,
                      GResolverRecordType   type,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  CsTestResolver *self = CS_TEST_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *records = g_hash_table_lookup (self->records, name);
  GList *list = NULL;

  g_assert_cmpint (type, ==, G_RESOLVER_RECORD_SRV);
  self->n_questions++;

  if (self->hangs) {
    g_cancellable_connect (cancellable, G_CALLBACK (hanging_cancelled_cb), g_object_ref (task), g_object_unref);
    return;
  }

  if (self->failure >= 0) {
    g_task_return_new_error (task, G_RESOLVER_ERROR, self->failure, "as the test wants it");
    return;
  }

  if (!records) {
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no record of %s", name);
    return;
  }

  for (guint i = 0; i < records->len; i++)
    list = g_list_append (list, g_variant_ref (g_ptr_array_index (records, i)));
  g_task_return_pointer (task, list, NULL);
}

static GList *
lookup_records_finish (GResolver     *resolver,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
lookup_by_name_async (GResolver                 *resolver,
                      const char                *name,
                      GResolverNameLookupFlags   flags,
                      GCancellable              *cancellable,
                      GAsyncReadyCallback        callback,
                      gpointer                   user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (g_str_has_suffix (name, ".test") && !(flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY))
    g_task_return_pointer (task, g_list_append (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)), NULL);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no address of %s", name);
}

static void
lookup_by_name_plain_async (GResolver           *resolver,
                            const char          *name,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  lookup_by_name_async (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, callback, user_data);
}

static GList *
lookup_by_name_finish (GResolver     *resolver,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cs_test_resolver_finalize (GObject *object)
{
  g_hash_table_unref (CS_TEST_RESOLVER (object)->records);

  G_OBJECT_CLASS (cs_test_resolver_parent_class)->finalize (object);
}

static void
cs_test_resolver_class_init (CsTestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_test_resolver_finalize;
  resolver_class->lookup_records_async = lookup_records_async;
  resolver_class->lookup_records_finish = lookup_records_finish;
  resolver_class->lookup_by_name_async = lookup_by_name_plain_async;
  resolver_class->lookup_by_name_finish = lookup_by_name_finish;
  resolver_class->lookup_by_name_with_flags_async = lookup_by_name_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_by_name_finish;
}

static void
cs_test_resolver_init (CsTestResolver *self)
{
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->failure = -1;
}

/* Makes a resolver the default one, until the next one is installed. */
CsTestResolver *
cs_test_resolver_install (void)
{
  CsTestResolver *self = g_object_new (CS_TYPE_TEST_RESOLVER, NULL);

  g_resolver_set_default (G_RESOLVER (self));

  return self;
}

void
cs_test_resolver_add_srv (CsTestResolver *self,
                          const char     *name,
                          guint16         priority,
                          guint16         weight,
                          guint16         port,
                          const char     *target)
{
  GPtrArray *records = g_hash_table_lookup (self->records, name);

  if (!records) {
    records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
    g_hash_table_insert (self->records, g_strdup (name), records);
  }
  g_ptr_array_add (records, g_variant_ref_sink (g_variant_new ("(qqqs)", priority, weight, port, target)));
}

/* Answers every question with an error. */
void
cs_test_resolver_fail (CsTestResolver *self,
                       GResolverError  code)
{
  self->failure = code;
}

/* Answers no question. */
void
cs_test_resolver_hang (CsTestResolver *self)
{
  self->hangs = TRUE;
}

/* How often somebody asked for services. */
guint
cs_test_resolver_count_questions (CsTestResolver *self)
{
  return self->n_questions;
}
