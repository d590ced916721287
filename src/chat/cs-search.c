/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-search-private.h"

#include "base/cs-match.h"

#include "cs-conversation-private.h"

struct _CsSearch
{
  GObject          parent_instance;

  CsStore         *store;
  CsConversations *conversations;

  char            *words;
  CsConversation  *only;            /* nullable */
  gint64           next;            /* where the search goes on, 0 at its end */
  guint            wanted;          /* hits that this page still lacks */
  gboolean         fresh;           /* what is shown was found for other words */
  gboolean         searching;
  GCancellable    *cancellable;

  GPtrArray       *hits;
};

enum {
  PROP_0,
  PROP_SEARCHING,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

static void cs_search_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsSearch, cs_search, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cs_search_list_model_init))

static void
set_searching (CsSearch *self,
               gboolean  searching)
{
  if (self->searching == searching)
    return;

  self->searching = searching;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCHING]);
}

/* The one place that changes the list: what was found for other words goes, and what is new comes behind the rest. */
static void
take_hits (CsSearch  *self,
           GPtrArray *found)
{
  guint removed = self->fresh ? self->hits->len : 0;
  guint position = self->hits->len - removed;

  self->fresh = FALSE;
  if (removed == 0 && found->len == 0)
    return;

  g_ptr_array_set_size (self->hits, (int) position);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (self->hits, g_object_ref (found->pdata[i]));
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, found->len);
}

/* Messages of accounts that were removed may still be in the store: nothing shows them. */
static GPtrArray *
make_hits (CsSearch     *self,
           CsSearchPage *page)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < page->messages->len; i++) {
    CsMessageRecord *record = page->messages->pdata[i];
    CsConversation *conversation = cs_conversations_find (self->conversations, record->conversation);
    g_autoptr (CsMessage) message = NULL;

    if (!conversation)
      continue;
    message = cs_conversation_ensure (conversation, record);
    g_ptr_array_add (found, cs_search_hit_new (conversation, message, self->words));
  }

  return found;
}

static void
stop (CsSearch *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void ask (CsSearch *self);

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CsSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSearchPage) page = cs_store_search_finish (CS_STORE (object), result, &error);
  g_autoptr (GPtrArray) found = NULL;

  /* The answer to an older question. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  if (!page)
    g_message ("The messages could not be searched: %s", error->message);

  found = page ? make_hits (self, page) : g_ptr_array_new ();
  self->next = page ? page->next : 0;
  self->wanted -= MIN (self->wanted, found->len);
  if (found->len > 0 || self->next == 0)
    take_hits (self, found);

  if (self->next != 0 && self->wanted > 0) {
    ask (self);
  } else {
    g_clear_object (&self->cancellable);
    set_searching (self, FALSE);
  }
}

static void
ask (CsSearch *self)
{
  CsSearchQuery query = {
    .words = self->words,
    .conversation = self->only ? cs_conversation_get_id (self->only) : 0,
    .before = self->next,
    .limit = self->wanted,
  };

  stop (self);
  self->cancellable = g_cancellable_new ();
  cs_store_search_async (self->store, &query, self->cancellable, found_cb, g_object_ref (self));
  set_searching (self, TRUE);
}

static GType
cs_search_get_item_type (GListModel *model)
{
  return CS_TYPE_SEARCH_HIT;
}

static guint
cs_search_get_n_items (GListModel *model)
{
  return CS_SEARCH (model)->hits->len;
}

static gpointer
cs_search_get_item (GListModel *model,
                    guint       position)
{
  CsSearch *self = CS_SEARCH (model);

  return position < self->hits->len ? g_object_ref (self->hits->pdata[position]) : NULL;
}

static void
cs_search_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = cs_search_get_item_type;
  iface->get_n_items = cs_search_get_n_items;
  iface->get_item = cs_search_get_item;
}

static void
cs_search_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_SEARCHING:
    g_value_set_boolean (value, CS_SEARCH (object)->searching);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_search_finalize (GObject *object)
{
  CsSearch *self = CS_SEARCH (object);

  stop (self);
  g_ptr_array_unref (self->hits);
  g_clear_object (&self->only);
  g_clear_object (&self->conversations);
  g_clear_object (&self->store);
  g_free (self->words);

  G_OBJECT_CLASS (cs_search_parent_class)->finalize (object);
}

static void
cs_search_class_init (CsSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_search_get_property;
  object_class->finalize = cs_search_finalize;

  /**
   * CsSearch:searching:
   *
   * Whether more is being looked for.
   */
  props[PROP_SEARCHING] =
    g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_search_init (CsSearch *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_search_new:
 * @store: where the messages are
 * @conversations: those that may be shown
 *
 * Makes a search that looks for nothing yet.
 *
 * Returns: (transfer full): the search
 */
CsSearch *
cs_search_new (CsStore         *store,
               CsConversations *conversations)
{
  CsSearch *self = g_object_new (CS_TYPE_SEARCH, NULL);

  self->store = g_object_ref (store);
  self->conversations = g_object_ref (conversations);

  return self;
}

/* The wide blank of Japanese alone is no word. */
static gboolean
has_any (const char *words)
{
  g_autofree char *word = cs_match_take_word (&words);

  return word != NULL;
}

/**
 * cs_search_look_for:
 * @self: a search
 * @words: (nullable): what to look for; nothing, or blanks, find nothing
 * @conversation: (nullable): where to look, %NULL for everywhere
 *
 * Begins to look for something, in place of what was looked for before.
 */
void
cs_search_look_for (CsSearch       *self,
                    const char     *words,
                    CsConversation *conversation)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (CS_IS_SEARCH (self));

  stripped = g_strstrip (g_strdup (words ? words : ""));
  if (g_strcmp0 (self->words, stripped) == 0 && self->only == conversation)
    return;

  stop (self);
  g_free (self->words);
  self->words = g_steal_pointer (&stripped);
  g_set_object (&self->only, conversation);
  self->next = 0;
  self->wanted = CS_SEARCH_PAGE;
  self->fresh = TRUE;

  if (has_any (self->words)) {
    ask (self);
  } else {
    g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

    take_hits (self, nothing);
    set_searching (self, FALSE);
  }
}

/**
 * cs_search_load_more:
 * @self: a search
 *
 * Looks for older messages. While it looks already, or where there are no more, nothing happens.
 */
void
cs_search_load_more (CsSearch *self)
{
  g_return_if_fail (CS_IS_SEARCH (self));

  if (self->searching || self->next == 0)
    return;

  self->wanted = CS_SEARCH_PAGE;
  ask (self);
}

/**
 * cs_search_is_searching:
 * @self: a search
 *
 * Gets whether more is being looked for.
 *
 * Returns: %TRUE while it is
 */
gboolean
cs_search_is_searching (CsSearch *self)
{
  g_return_val_if_fail (CS_IS_SEARCH (self), FALSE);

  return self->searching;
}
