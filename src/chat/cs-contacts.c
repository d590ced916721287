/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contacts-private.h"

#include "cs-contact-private.h"

struct _CsContacts
{
  GObject     parent_instance;

  CsStore    *store;
  gboolean    open;
  GHashTable *accounts;   /* id -> Book */
  GPtrArray  *sorted;     /* of the accounts that are shown */
  guint       holds;
  GHashTable *held;       /* whose place is to be found when the last hold ends */
};

/* The people of one account. */
typedef struct {
  GHashTable *by_peer;    /* URI -> CsContact */
  gboolean    shown;
} Book;

enum {
  SIGNAL_CHANGED,
  SIGNAL_RENAMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void cs_contacts_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsContacts, cs_contacts, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cs_contacts_list_model_init))

static void
book_free (gpointer data)
{
  Book *book = data;

  g_hash_table_unref (book->by_peer);
  g_free (book);
}

static Book *
ensure_book (CsContacts *self,
             const char *account)
{
  Book *book = g_hash_table_lookup (self->accounts, account);

  if (!book) {
    book = g_new0 (Book, 1);
    book->by_peer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
    g_hash_table_insert (self->accounts, g_strdup (account), book);
  }

  return book;
}

static int
compare (CsContact *a,
         CsContact *b)
{
  int order = cs_contact_is_favourite (b) - cs_contact_is_favourite (a);

  if (order == 0)
    order = strcmp (cs_contact_get_sort_key (a), cs_contact_get_sort_key (b));
  if (order == 0)
    order = strcmp (cs_address_get_uri (cs_contact_get_address (a)), cs_address_get_uri (cs_contact_get_address (b)));
  if (order == 0)
    order = strcmp (cs_contact_get_account (a), cs_contact_get_account (b));

  return order;
}

/* Where a contact belongs, itself left out. */
static guint
find_place (CsContacts *self,
            CsContact  *contact)
{
  guint from = 0, to = self->sorted->len;

  while (from < to) {
    guint middle = from + (to - from) / 2;

    if (compare (self->sorted->pdata[middle], contact) <= 0)
      from = middle + 1;
    else
      to = middle;
  }

  return from;
}

static void
take_out (CsContacts *self,
          CsContact  *contact)
{
  guint place;

  if (!g_ptr_array_find (self->sorted, contact, &place))
    return;

  g_ptr_array_remove_index (self->sorted, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}

static void
put_in (CsContacts *self,
        CsContact  *contact)
{
  guint place = find_place (self, contact);

  g_ptr_array_insert (self->sorted, place, g_object_ref (contact));
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

/* Whether it still stands between its neighbours. */
static gboolean
is_in_place (CsContacts *self,
             guint       place)
{
  GPtrArray *sorted = self->sorted;

  return (place == 0 || compare (sorted->pdata[place - 1], sorted->pdata[place]) <= 0) &&
         (place + 1 == sorted->len || compare (sorted->pdata[place], sorted->pdata[place + 1]) <= 0);
}

static gboolean
belongs_into_list (CsContacts *self,
                   CsContact  *contact)
{
  Book *book = g_hash_table_lookup (self->accounts, cs_contact_get_account (contact));

  return book && book->shown && cs_contact_is_listed (contact);
}

static void
find_new_place (CsContacts *self,
                CsContact  *contact)
{
  gboolean belongs = belongs_into_list (self, contact);
  gboolean listed;
  guint place;

  listed = g_ptr_array_find (self->sorted, contact, &place);
  if (listed && (!belongs || !is_in_place (self, place))) {
    take_out (self, contact);
    listed = FALSE;
  }
  if (belongs && !listed)
    put_in (self, contact);
}

/* @pspec: NULL where they are only to find their place */
static void
changed_cb (CsContacts *self,
            GParamSpec *pspec,
            CsContact  *contact)
{
  if (self->holds > 0)
    g_hash_table_add (self->held, g_object_ref (contact));
  else
    find_new_place (self, contact);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, contact);
  if (pspec && g_str_equal (pspec->name, "name"))
    g_signal_emit (self, signals[SIGNAL_RENAMED], 0, contact);
}

static CsContact *
add (CsContacts            *self,
     const CsContactRecord *record)
{
  CsContact *contact = cs_contact_new (self->store, record);
  Book *book;

  if (!contact)
    return NULL;

  book = ensure_book (self, record->account);
  g_hash_table_insert (book->by_peer, g_strdup (cs_address_get_uri (cs_contact_get_address (contact))), contact);
  g_signal_connect_object (contact, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (book->shown && cs_contact_is_listed (contact))
    put_in (self, contact);

  return contact;
}

static GType
cs_contacts_get_item_type (GListModel *model)
{
  return CS_TYPE_CONTACT;
}

static guint
cs_contacts_get_n_items (GListModel *model)
{
  return CS_CONTACTS (model)->sorted->len;
}

static gpointer
cs_contacts_get_item (GListModel *model,
                      guint       position)
{
  CsContacts *self = CS_CONTACTS (model);

  return position < self->sorted->len ? g_object_ref (self->sorted->pdata[position]) : NULL;
}

static void
cs_contacts_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = cs_contacts_get_item_type;
  iface->get_n_items = cs_contacts_get_n_items;
  iface->get_item = cs_contacts_get_item;
}

static void
cs_contacts_finalize (GObject *object)
{
  CsContacts *self = CS_CONTACTS (object);

  g_ptr_array_unref (self->sorted);
  g_hash_table_unref (self->held);
  g_hash_table_unref (self->accounts);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cs_contacts_parent_class)->finalize (object);
}

static void
cs_contacts_class_init (CsContactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_contacts_finalize;

  /**
   * CsContacts::changed:
   * @contact: somebody, whatever their standing
   *
   * Something about somebody is another.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CS_TYPE_CONTACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, CS_TYPE_CONTACT);

  /**
   * CsContacts::renamed:
   * @contact: somebody, whatever their standing
   *
   * The person calls somebody otherwise.
   */
  signals[SIGNAL_RENAMED] = g_signal_new ("renamed", CS_TYPE_CONTACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, CS_TYPE_CONTACT);
}

static void
cs_contacts_init (CsContacts *self)
{
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, book_free);
  self->sorted = g_ptr_array_new_with_free_func (g_object_unref);
  self->held = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * cs_contacts_new:
 * @store: where they are kept
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
CsContacts *
cs_contacts_new (CsStore *store)
{
  CsContacts *self = g_object_new (CS_TYPE_CONTACTS, NULL);

  self->store = g_object_ref (store);

  return self;
}

/**
 * cs_contacts_set_open:
 * @self: the contacts
 * @open: whether whoever writes is let in
 *
 * Says whether strangers need not ask, which is for programs where nobody is there to answer them.
 */
void
cs_contacts_set_open (CsContacts *self,
                      gboolean    open)
{
  self->open = open;
}

/**
 * cs_contacts_is_open:
 * @self: the contacts
 *
 * Gets whether strangers need not ask.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_contacts_is_open (CsContacts *self)
{
  return self->open;
}

/**
 * cs_contacts_hold:
 * @self: the contacts
 *
 * Leaves the list as it is until cs_contacts_release(): where thousands change, whoever shows the list would build it anew each time.
 */
void
cs_contacts_hold (CsContacts *self)
{
  self->holds++;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return compare (*(CsContact **) a, *(CsContact **) b);
}

/**
 * cs_contacts_release:
 * @self: the contacts
 *
 * Ends a hold. With the last one the list takes up at once what changed meanwhile.
 */
void
cs_contacts_release (CsContacts *self)
{
  g_autoptr (GPtrArray) before = NULL;
  GHashTableIter iter;
  gpointer contact;

  g_return_if_fail (self->holds > 0);

  if (--self->holds > 0 || g_hash_table_size (self->held) == 0)
    return;

  before = g_steal_pointer (&self->sorted);
  self->sorted = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < before->len; i++) {
    if (!g_hash_table_contains (self->held, before->pdata[i]))
      g_ptr_array_add (self->sorted, g_object_ref (before->pdata[i]));
  }

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, &contact, NULL)) {
    if (belongs_into_list (self, contact))
      g_ptr_array_add (self->sorted, g_object_ref (contact));
  }
  g_hash_table_remove_all (self->held);
  g_ptr_array_sort (self->sorted, compare_items);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->sorted->len);
}

/**
 * cs_contacts_take:
 * @self: the contacts
 * @records: (element-type CsContactRecord): what is in the store
 *
 * Takes up those who are in the store. Whose account isn't shown waits for it.
 */
void
cs_contacts_take (CsContacts *self,
                  GPtrArray  *records)
{
  for (guint i = 0; i < records->len; i++)
    add (self, records->pdata[i]);
}

/**
 * cs_contacts_show_account:
 * @self: the contacts
 * @account: the id of an account
 * @show: whether the account is part of the profile
 *
 * Shows the contacts of an account in the list, or hides them.
 */
void
cs_contacts_show_account (CsContacts *self,
                          const char *account,
                          gboolean    show)
{
  Book *book = ensure_book (self, account);
  GHashTableIter iter;
  gpointer contact;

  if (book->shown == show)
    return;

  book->shown = show;
  g_hash_table_iter_init (&iter, book->by_peer);
  while (g_hash_table_iter_next (&iter, NULL, &contact))
    changed_cb (self, NULL, contact);
}

/**
 * cs_contacts_list_account:
 * @self: the contacts
 * @account: the id of an account
 *
 * Gets everybody whom an account has to do with, whatever their standing.
 *
 * Returns: (transfer full) (element-type CsContact): the contacts
 */
GPtrArray *
cs_contacts_list_account (CsContacts *self,
                          const char *account)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  Book *book = g_hash_table_lookup (self->accounts, account);
  GHashTableIter iter;
  gpointer contact;

  if (!book)
    return all;

  g_hash_table_iter_init (&iter, book->by_peer);
  while (g_hash_table_iter_next (&iter, NULL, &contact))
    g_ptr_array_add (all, g_object_ref (contact));

  return all;
}

/**
 * cs_contacts_forget_account:
 * @self: the contacts
 * @account: the id of an account that is removed from the store
 *
 * Lets go of everybody whom the account had to do with.
 */
void
cs_contacts_forget_account (CsContacts *self,
                            const char *account)
{
  cs_contacts_show_account (self, account, FALSE);
  g_hash_table_remove (self->accounts, account);
}

/**
 * cs_contacts_find:
 * @self: the contacts
 * @account: the id of an account
 * @address: a SIP address
 *
 * Looks for somebody.
 *
 * Returns: (transfer none) (nullable): the contact, whatever their standing; %NULL if nothing was ever heard of them
 */
CsContact *
cs_contacts_find (CsContacts *self,
                  const char *account,
                  CsAddress  *address)
{
  Book *book;

  g_return_val_if_fail (CS_IS_CONTACTS (self), NULL);
  g_return_val_if_fail (account && address, NULL);

  book = g_hash_table_lookup (self->accounts, account);

  return book ? g_hash_table_lookup (book->by_peer, cs_address_get_uri (address)) : NULL;
}

/**
 * cs_contacts_count_requests:
 * @self: contacts
 * @account: the id of an account
 *
 * Returns: how many strangers wait to be let in by it
 */
guint
cs_contacts_count_requests (CsContacts *self,
                            const char *account)
{
  Book *book = g_hash_table_lookup (self->accounts, account);
  guint n = 0;
  GHashTableIter iter;
  gpointer contact;

  if (!book)
    return 0;

  g_hash_table_iter_init (&iter, book->by_peer);
  while (g_hash_table_iter_next (&iter, NULL, &contact))
    n += cs_contact_is_request (contact);

  return n;
}

/**
 * cs_contacts_ensure:
 * @self: the contacts
 * @account: the id of an account
 * @address: a SIP address
 *
 * Gets the one object that stands for somebody: a stranger where there was none, of whom nothing is stored.
 *
 * Returns: (transfer none): the contact
 */
CsContact *
cs_contacts_ensure (CsContacts *self,
                    const char *account,
                    CsAddress  *address)
{
  CsContactRecord record = { .account = (char *) account };
  CsContact *contact = cs_contacts_find (self, account, address);

  if (contact)
    return contact;

  record.peer = (char *) cs_address_get_uri (address);

  return add (self, &record);
}
