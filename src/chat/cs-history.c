/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-history.h"

#include "store/cs-store-removal.h"

#include "cs-conversation-private.h"
#include "cs-session.h"

#define DAY (24 * 60 * 60)

struct _CsHistory
{
  GObject          parent_instance;

  CsStore         *store;
  GListModel      *sessions;
  CsConversations *shown;
  GPtrArray       *leftovers;     /* conversations that an earlier run of the program removed, but not for good */
  gboolean         untidy;
  gint64           last_message;  /* of earlier runs */
  guint            timer;
};

G_DEFINE_FINAL_TYPE (CsHistory, cs_history, G_TYPE_OBJECT)

/* One thing after the other, each in small pieces, and the index at last. */
typedef struct {
  CsConversations *shown;         /* NULL: nobody has to hear of it */
  GQueue           steps;
} Run;

typedef struct {
  CsSweep  what;
  char    *account;
  gboolean then_empty;            /* conversations that hold nothing go, too */
} Step;

static void
step_free (Step *step)
{
  g_free (step->account);
  g_free (step);
}

static void
run_free (Run *run)
{
  g_queue_clear_full (&run->steps, (GDestroyNotify) step_free);
  g_clear_object (&run->shown);
  g_free (run);
}

static GTask *
run_new (CsStore             *store,
         CsConversations     *shown,
         GAsyncReadyCallback  callback,
         gpointer             user_data)
{
  GTask *task = g_task_new (store, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, run_new);
  g_queue_init (&run->steps);
  run->shown = shown ? g_object_ref (shown) : NULL;
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  return task;
}

static void
add_conversation (Run    *run,
                  gint64  conversation)
{
  Step *step = g_new0 (Step, 1);

  step->what.conversation = conversation;
  g_queue_push_tail (&run->steps, step);
}

static Step *
add_account (Run        *run,
             const char *account,
             gint64      before)
{
  Step *step = g_new0 (Step, 1);

  step->account = g_strdup (account);
  step->what.account = step->account;
  step->what.before = before;
  g_queue_push_tail (&run->steps, step);

  return step;
}

static void
tell (Run    *run,
      GArray *gone)
{
  for (guint i = 0; run->shown && i < gone->len; i++) {
    const CsGone *one = &g_array_index (gone, CsGone, i);
    CsConversation *conversation = cs_conversations_find (run->shown, one->conversation);

    if (conversation)
      cs_conversation_lose (conversation, one->message);
  }
}

static void go_on (GTask *task);

static void
tidied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean more;

  if (!cs_store_tidy_finish (CS_STORE (object), result, &more, &error))
    g_task_return_error (task, error);
  else if (more)
    go_on (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
swept_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  Step *step = g_queue_peek_head (&run->steps);
  GError *error = NULL;
  g_autoptr (CsSwept) swept = cs_store_sweep_finish (CS_STORE (object), result, &error);

  if (!swept) {
    g_task_return_error (task, error);
    return;
  }

  tell (run, swept->gone);
  step->what.after = swept->next;
  if (swept->next == 0) {
    if (step->then_empty)
      cs_store_remove_empty_async (CS_STORE (object), step->account, NULL, NULL, NULL);
    step_free (g_queue_pop_head (&run->steps));
  }
  go_on (g_steal_pointer (&task));
}

/* Takes the task. */
static void
go_on (GTask *task)
{
  CsStore *store = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  Step *step = g_queue_peek_head (&run->steps);

  if (step)
    cs_store_sweep_async (store, &step->what, NULL, swept_cb, task);
  else
    cs_store_tidy_async (store, NULL, tidied_cb, task);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* What is left goes at the next start. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("Messages could not be removed: %s", error->message);
}

/* A chosen age, or what is not kept at all: up to some message, 0 for all. */
static void
add_limits (CsHistory *self,
            Run       *run,
            gboolean   ending,
            gint64     up_to)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);
    CsAccount *account = cs_session_get_account (session);
    CsKeeping keeping = cs_session_get_keep_history (session);
    gint64 limit = cs_keeping_get_limit (keeping, g_get_real_time ());
    Step *step;

    if (keeping == CS_KEEPING_FOREVER || (keeping == CS_KEEPING_NONE && !ending && up_to == 0))
      continue;

    /* What became too old today can wait for the next start, rather than the person for the end. */
    if (ending && keeping != CS_KEEPING_NONE) {
      cs_store_remove_empty_async (self->store, cs_account_get_id (account), NULL, NULL, NULL);
      continue;
    }

    step = add_account (run, cs_account_get_id (account), limit);
    if (keeping != CS_KEEPING_NONE)
      continue;
    step->then_empty = ending;
    step->what.unread_too = TRUE;
    step->what.up_to = up_to;
  }
}

static gboolean
day_cb (gpointer user_data)
{
  cs_history_apply (user_data);

  return G_SOURCE_CONTINUE;
}

static void
cs_history_finalize (GObject *object)
{
  CsHistory *self = CS_HISTORY (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->leftovers, g_ptr_array_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->sessions);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (cs_history_parent_class)->finalize (object);
}

static void
cs_history_class_init (CsHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_history_finalize;
}

static void
cs_history_init (CsHistory *self)
{
}

/**
 * cs_history_new:
 * @store: where the messages are
 * @sessions: a list of [class@Session] whose accounts say what is kept
 * @shown: who shows messages
 *
 * Makes what takes out of the store what is not kept. It does nothing by itself.
 *
 * Returns: (transfer full): the history
 */
CsHistory *
cs_history_new (CsStore         *store,
                GListModel      *sessions,
                CsConversations *shown)
{
  CsHistory *self = g_object_new (CS_TYPE_HISTORY, NULL);

  self->store = g_object_ref (store);
  self->sessions = g_object_ref (sessions);
  self->shown = g_object_ref (shown);

  return self;
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (CsHistory) self = user_data;

  g_clear_pointer (&self->leftovers, g_ptr_array_unref);
  self->leftovers = cs_store_list_hidden_finish (CS_STORE (object), result, &self->untidy, NULL);
}

/**
 * cs_history_prepare:
 * @self: a history
 * @last_message: the number of the last message that an earlier run of the program stored, 0 for none
 *
 * Sees what an earlier run of the program left behind, before this one adds to it.
 */
void
cs_history_prepare (CsHistory *self,
                    gint64     last_message)
{
  g_return_if_fail (CS_IS_HISTORY (self));

  self->last_message = last_message;
  cs_store_list_hidden_async (self->store, NULL, prepared_cb, g_object_ref (self));
}

/**
 * cs_history_start:
 * @self: a history
 *
 * Removes what is not kept, in pieces that nobody waits for, and again every day.
 */
void
cs_history_start (CsHistory *self)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (CS_IS_HISTORY (self));

  if (self->timer != 0)
    return;

  self->timer = g_timeout_add_seconds (DAY, day_cb, self);
  task = run_new (self->store, self->shown, ran_cb, NULL);
  run = g_task_get_task_data (task);
  for (guint i = 0; self->leftovers && i < self->leftovers->len; i++)
    add_conversation (run, *(gint64 *) self->leftovers->pdata[i]);
  g_clear_pointer (&self->leftovers, g_ptr_array_unref);
  add_limits (self, run, FALSE, self->last_message);

  if (self->untidy || !g_queue_is_empty (&run->steps))
    go_on (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * cs_history_apply:
 * @self: a history
 *
 * Removes what is too old now. What is not kept at all stays until the end of the program.
 */
void
cs_history_apply (CsHistory *self)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (CS_IS_HISTORY (self));

  task = run_new (self->store, self->shown, ran_cb, NULL);
  run = g_task_get_task_data (task);
  add_limits (self, run, FALSE, 0);
  if (g_queue_is_empty (&run->steps))
    g_task_return_boolean (task, TRUE);
  else
    go_on (g_steal_pointer (&task));
}

static void
hidden_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean untidy = FALSE;
  g_autoptr (GPtrArray) hidden = cs_store_list_hidden_finish (CS_STORE (object), result, &untidy, &error);

  if (!hidden) {
    g_task_return_error (task, error);
    return;
  }

  for (guint i = 0; i < hidden->len; i++)
    add_conversation (run, *(gint64 *) hidden->pdata[i]);
  if (untidy || !g_queue_is_empty (&run->steps))
    go_on (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cs_history_end_async:
 * @self: a history
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Removes what is not kept beyond the end of the program: what was removed and not had back, and the messages of accounts that keep
 * none. What there is no time for goes at the next start.
 */
void
cs_history_end_async (CsHistory           *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task, *inner;

  g_return_if_fail (CS_IS_HISTORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_history_end_async);
  g_clear_handle_id (&self->timer, g_source_remove);

  inner = run_new (self->store, NULL, ended_cb, task);
  add_limits (self, g_task_get_task_data (inner), TRUE, 0);
  cs_store_list_hidden_async (self->store, NULL, hidden_cb, inner);
}

/**
 * cs_history_end_finish:
 * @self: a history
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether all of it is gone
 */
gboolean
cs_history_end_finish (CsHistory     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_history_forget:
 * @store: where the messages are
 * @conversation: the number of a conversation that was removed
 *
 * Removes for good what was removed of a conversation.
 */
void
cs_history_forget (CsStore *store,
                   gint64   conversation)
{
  g_autoptr (GTask) task = run_new (store, NULL, ran_cb, NULL);

  add_conversation (g_task_get_task_data (task), conversation);
  go_on (g_steal_pointer (&task));
}

/**
 * cs_history_tidy:
 * @store: where messages were removed
 *
 * Has the index let go of what it still has of them.
 */
void
cs_history_tidy (CsStore *store)
{
  go_on (run_new (store, NULL, ran_cb, NULL));
}
