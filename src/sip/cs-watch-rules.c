/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watch-rules.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-backoff.h"
#include "base/cs-error.h"

#include "cs-presence-rules.h"

/* So often a document is read again because somebody else has changed it meanwhile. */
#define MAX_TRIES 4

/* So many are named where more are meant. */
#define MAX_NAMED 3

/* A number of failures after which the back-off grows no more. */
#define MANY_FAILURES 16

struct _CsWatchRules
{
  GObject          parent_instance;

  CsXcap          *xcap;
  CsPresenceRules *rules;     /* as the server has them; NULL: not known */
  CsPresenceRules *next;      /* as it is to have them */
  GHashTable      *wishes;    /* CsAddress -> CsPermission: not on the server yet */
  GCancellable    *work;      /* NULL while nothing is on the way */
  gboolean         again;     /* there are wishes since */
  guint            n_tries;
  GError          *error;
  guint            n_failures; /* since somebody asked for it */
  guint            retry;      /* a timer; 0: nothing that waits can be tried again by itself */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsWatchRules, cs_watch_rules, G_TYPE_OBJECT)

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (cs_address_get_uri (*(CsAddress **) a), cs_address_get_uri (*(CsAddress **) b));
}

static void
tell (CsWatchRules *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void got_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data);

static void
begin (CsWatchRules *self)
{
  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_object (&self->work);
  self->work = g_cancellable_new ();
  self->again = FALSE;
  cs_xcap_get_async (self->xcap, self->work, got_cb, g_object_ref (self));
}

static gboolean
retry_cb (gpointer user_data)
{
  CsWatchRules *self = user_data;

  self->retry = 0;
  self->n_tries = 0;
  begin (self);

  return G_SOURCE_REMOVE;
}

/* Has what is wished for tried again, and adds that to what is said. */
static GError *
put_off (CsWatchRules *self,
         const GError *reason)
{
  /* A server may lock out who insists on a wrong password, and one that was refused is not another one a minute later. */
  gboolean by_itself = !g_error_matches (reason, CS_ERROR, CS_ERROR_AUTHENTICATION);
  gboolean refused = g_error_matches (reason, CS_ERROR, CS_ERROR_REFUSED);
  gint64 delay = cs_backoff_get_delay (refused ? MANY_FAILURES : self->n_failures++, g_random_double ());

  if (by_itself)
    self->retry = g_timeout_add_seconds ((guint) (delay / G_USEC_PER_SEC) + 1, retry_cb, self);

  return g_error_new (reason->domain, reason->code,
                      /* Translators: %s is a sentence that says what is wrong. */
                      by_itself ? _("%s What you decided is tried again in a while.")
                                /* Translators: %s is a sentence that says what is wrong. */
                                : _("%s What you decided is tried again when you sign in next time."),
                      reason->message);
}

/* @error: (transfer full). For now: what is wished for is tried again. */
static void
fail (CsWatchRules *self,
      GError       *error)
{
  g_clear_object (&self->work);
  g_clear_error (&self->error);
  self->error = error;
  if (g_hash_table_size (self->wishes) > 0) {
    self->error = put_off (self, error);
    g_error_free (error);
  }
  tell (self);
}

/* Whose wishes are lost, or a few of them. */
static char *
join_people (CsWatchRules *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GHashTableIter iter;
  gpointer address;

  g_hash_table_iter_init (&iter, self->wishes);
  for (guint i = 0; i < MAX_NAMED && g_hash_table_iter_next (&iter, &address, NULL); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", cs_address_get_display (address));
  if (g_hash_table_size (self->wishes) > MAX_NAMED)
    g_string_append (words, ", …");

  return g_strdup (words->str);
}

/* @reason: (transfer full). For good: what the server will not take is neither shown as if it had nor tried again. */
static void
give_up (CsWatchRules *self,
         GError       *reason)
{
  g_autofree char *who = join_people (self);

  g_clear_pointer (&self->rules, cs_presence_rules_free);
  if (g_hash_table_size (self->wishes) == 0) {
    fail (self, reason);
    return;
  }

  g_hash_table_remove_all (self->wishes);
  fail (self, g_error_new (reason->domain, reason->code,
                           /* Translators: the first %s is a sentence that says what is wrong, the second %s one or more SIP addresses. */
                           _("%s What you decided about %s is lost. Ask whoever runs that server, then decide again."),
                           reason->message, who));
  g_error_free (reason);
}

/* Whether asking again would be in vain. */
static gboolean
is_final (guint status)
{
  return status < 500 && status != 408 && status != 412 && status != 429;
}

static void
take_refusal (CsWatchRules *self,
              CsHttpAnswer *answer)
{
  if (is_final (answer->status))
    give_up (self, cs_xcap_make_error (self->xcap, answer));
  else
    fail (self, cs_xcap_make_error (self->xcap, answer));
}

static void
succeed (CsWatchRules *self)
{
  g_clear_pointer (&self->rules, cs_presence_rules_free);
  self->rules = g_steal_pointer (&self->next);
  g_clear_error (&self->error);
  self->n_tries = 0;
  self->n_failures = 0;

  if (self->again) {
    begin (self);
  } else {
    g_clear_object (&self->work);
    g_hash_table_remove_all (self->wishes);
  }
  tell (self);
}

static void
put_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (CsWatchRules) self = user_data;
  GError *error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_xcap_send_finish (CS_XCAP (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error_free (error);
  else if (!answer)
    fail (self, error);
  else if (answer->status == 412 && ++self->n_tries < MAX_TRIES)
    begin (self);
  else if (answer->status < 200 || answer->status > 299)
    take_refusal (self, answer);
  else
    succeed (self);
}

/* Whether there was something to change. */
static gboolean
apply_wishes (CsWatchRules  *self,
              GError       **error)
{
  gboolean changed = !cs_presence_rules_asks (self->next);
  GHashTableIter iter;
  gpointer address;
  gpointer permission;

  g_hash_table_iter_init (&iter, self->wishes);
  while (g_hash_table_iter_next (&iter, &address, &permission)) {
    if (cs_presence_rules_get (self->next, address) == (CsPermission) GPOINTER_TO_INT (permission))
      continue;
    changed = TRUE;
    if (!cs_presence_rules_set (self->next, address, GPOINTER_TO_INT (permission))) {
      g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("There are rules for too many people."));
      break;
    }
  }

  return changed;
}

static void
write_back (CsWatchRules *self,
            const char   *etag)
{
  GError *error = NULL;
  gboolean changed = apply_wishes (self, &error);
  g_autoptr (GBytes) body = changed && !error ? cs_presence_rules_build (self->next) : NULL;

  if (!error && changed && !body)
    error = g_error_new_literal (CS_ERROR, CS_ERROR_TOO_LARGE, _("There are rules for too many people."));

  if (error)
    give_up (self, error);
  else if (changed)
    cs_xcap_put_async (self->xcap, body, etag, self->work, put_cb, g_object_ref (self));
  else
    succeed (self);
}

static void
got_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (CsWatchRules) self = user_data;
  GError *error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_xcap_send_finish (CS_XCAP (object), result, &error);

  if (!answer) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_error_free (error);
    else
      fail (self, error);
    return;
  }

  g_clear_pointer (&self->next, cs_presence_rules_free);
  if (answer->status == 404) {
    self->next = cs_presence_rules_new ();
    write_back (self, NULL);
    return;
  }

  if (answer->status != 200) {
    take_refusal (self, answer);
    return;
  }

  /* Without a tag nobody can be sure to replace what was read and nothing else. */
  self->next = answer->etag ? cs_presence_rules_parse (answer->body) : NULL;
  if (self->next)
    write_back (self, answer->etag);
  else
    give_up (self, g_error_new_literal (CS_ERROR, CS_ERROR_PROTOCOL,
                                        _("The rules on the server could not be understood. Nothing in them is changed.")));
}

static void
cs_watch_rules_dispose (GObject *object)
{
  cs_watch_rules_stop (CS_WATCH_RULES (object));

  G_OBJECT_CLASS (cs_watch_rules_parent_class)->dispose (object);
}

static void
cs_watch_rules_finalize (GObject *object)
{
  CsWatchRules *self = CS_WATCH_RULES (object);

  g_clear_object (&self->xcap);
  g_clear_pointer (&self->rules, cs_presence_rules_free);
  g_clear_pointer (&self->next, cs_presence_rules_free);
  g_hash_table_unref (self->wishes);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (cs_watch_rules_parent_class)->finalize (object);
}

static void
cs_watch_rules_class_init (CsWatchRulesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_watch_rules_dispose;
  object_class->finalize = cs_watch_rules_finalize;

  /**
   * CsWatchRules::changed:
   *
   * Something else is known of the rules, or something went wrong.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CS_TYPE_WATCH_RULES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_watch_rules_init (CsWatchRules *self)
{
  self->wishes = g_hash_table_new_full ((GHashFunc) cs_address_hash, (GEqualFunc) cs_address_equal, (GDestroyNotify) cs_address_unref, NULL);
}

/**
 * cs_watch_rules_new:
 * @xcap: what asks for the document
 *
 * Returns: (transfer full): rules of which nothing is known yet
 */
CsWatchRules *
cs_watch_rules_new (CsXcap *xcap)
{
  CsWatchRules *self = g_object_new (CS_TYPE_WATCH_RULES, NULL);

  self->xcap = g_object_ref (xcap);

  return self;
}

/**
 * cs_watch_rules_load:
 * @self: rules
 *
 * Asks the server. Where the document does not say so, it is made to say that people nobody decided about have to wait. What was
 * decided and could not be written is tried again by itself, ever more rarely, until [method@WatchRules.stop].
 */
void
cs_watch_rules_load (CsWatchRules *self)
{
  g_return_if_fail (CS_IS_WATCH_RULES (self));

  self->n_tries = 0;
  self->n_failures = 0;
  if (self->work)
    self->again = TRUE;
  else
    begin (self);
}

/**
 * cs_watch_rules_stop:
 * @self: rules
 *
 * Ends what is on the way. What the server is not known to have got is still wished for.
 */
void
cs_watch_rules_stop (CsWatchRules *self)
{
  g_return_if_fail (CS_IS_WATCH_RULES (self));

  g_clear_handle_id (&self->retry, g_source_remove);
  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
}

/**
 * cs_watch_rules_want:
 * @self: rules
 * @address: somebody
 * @permission: what the person decides
 *
 * Notes a decision, for when the server is asked the next time.
 */
void
cs_watch_rules_want (CsWatchRules *self,
                     CsAddress    *address,
                     CsPermission  permission)
{
  g_return_if_fail (CS_IS_WATCH_RULES (self));

  g_hash_table_replace (self->wishes, cs_address_ref (address), GINT_TO_POINTER (permission));
  tell (self);
}

/**
 * cs_watch_rules_set:
 * @self: rules
 * @address: somebody
 * @permission: what the person decides
 *
 * Decides, and asks the server at once. What others changed there meanwhile stays.
 */
void
cs_watch_rules_set (CsWatchRules *self,
                    CsAddress    *address,
                    CsPermission  permission)
{
  g_return_if_fail (CS_IS_WATCH_RULES (self));

  if (self->rules && cs_watch_rules_get (self, address) == permission)
    return;

  cs_watch_rules_load (self);
  cs_watch_rules_want (self, address, permission);
}

/**
 * cs_watch_rules_get:
 * @self: rules
 * @address: somebody
 *
 * Returns: what the person decided about them, as far as it is known
 */
CsPermission
cs_watch_rules_get (CsWatchRules *self,
                    CsAddress    *address)
{
  gpointer wish;

  g_return_val_if_fail (CS_IS_WATCH_RULES (self), CS_PERMISSION_NONE);

  if (g_hash_table_lookup_extended (self->wishes, address, NULL, &wish))
    return GPOINTER_TO_INT (wish);

  return self->rules ? cs_presence_rules_get (self->rules, address) : CS_PERMISSION_NONE;
}

/**
 * cs_watch_rules_list:
 * @self: rules
 * @permission: a decision
 *
 * Gets the people about whom that was decided.
 *
 * Returns: (transfer full) (element-type CsAddress): their addresses, sorted
 */
GPtrArray *
cs_watch_rules_list (CsWatchRules *self,
                     CsPermission  permission)
{
  g_autoptr (CsPresenceRules) none = NULL;
  GPtrArray *list;
  GHashTableIter iter;
  gpointer address;

  g_return_val_if_fail (CS_IS_WATCH_RULES (self), NULL);

  if (!self->rules)
    none = cs_presence_rules_new ();
  list = cs_presence_rules_list (self->rules ? self->rules : none, permission);
  for (guint i = list->len; i > 0; i--) {
    if (cs_watch_rules_get (self, list->pdata[i - 1]) != permission)
      g_ptr_array_remove_index (list, i - 1);
  }

  g_hash_table_iter_init (&iter, self->wishes);
  while (g_hash_table_iter_next (&iter, &address, NULL)) {
    if (cs_watch_rules_get (self, address) == permission &&
        !g_ptr_array_find_with_equal_func (list, address, (GEqualFunc) cs_address_equal, NULL))
      g_ptr_array_add (list, cs_address_ref (address));
  }
  g_ptr_array_sort (list, compare);

  return list;
}

/**
 * cs_watch_rules_is_known:
 * @self: rules
 *
 * Returns: whether the server has told what the rules are
 */
gboolean
cs_watch_rules_is_known (CsWatchRules *self)
{
  g_return_val_if_fail (CS_IS_WATCH_RULES (self), FALSE);

  return self->rules != NULL;
}

/**
 * cs_watch_rules_is_saved:
 * @self: rules
 *
 * Returns: whether the server has everything that was decided
 */
gboolean
cs_watch_rules_is_saved (CsWatchRules *self)
{
  g_return_val_if_fail (CS_IS_WATCH_RULES (self), FALSE);

  return g_hash_table_size (self->wishes) == 0;
}

/**
 * cs_watch_rules_is_waiting:
 * @self: rules
 * @address: somebody
 *
 * Returns: whether the server is not known to have what was decided about them
 */
gboolean
cs_watch_rules_is_waiting (CsWatchRules *self,
                           CsAddress    *address)
{
  g_return_val_if_fail (CS_IS_WATCH_RULES (self), FALSE);

  return g_hash_table_contains (self->wishes, address);
}

/**
 * cs_watch_rules_has_foreign:
 * @self: rules
 *
 * Returns: whether there are rules of another program's, which may allow more than these do
 */
gboolean
cs_watch_rules_has_foreign (CsWatchRules *self)
{
  g_return_val_if_fail (CS_IS_WATCH_RULES (self), FALSE);

  return self->rules && cs_presence_rules_has_foreign (self->rules);
}

/**
 * cs_watch_rules_get_error:
 * @self: rules
 *
 * Returns: (nullable): why nothing is known, or the last decision did not get to the server
 */
const GError *
cs_watch_rules_get_error (CsWatchRules *self)
{
  g_return_val_if_fail (CS_IS_WATCH_RULES (self), NULL);

  return self->error;
}
