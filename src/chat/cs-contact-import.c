/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-import.h"

#include "base/cs-text.h"

#include "cs-contacts-private.h"

/* Of each frame, so long at most, in microseconds. */
#define TURN 6000

struct _CsContactImport
{
  CsContacts *contacts;
  GPtrArray  *changes;   /* Change */
  guint       known;     /* who gains nothing */
};

typedef struct {
  CsContact       *contact;
  CsContactRecord *before;
  CsContactRecord *after;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  if (!change)
    return;

  g_object_unref (change->contact);
  cs_contact_record_free (change->before);
  cs_contact_record_free (change->after);
  g_free (change);
}

static gboolean
is_listed (const CsContactRecord *record)
{
  return record->standing == CS_STANDING_CONTACT;
}

/* What the person wrote stays: a file fills in what is lacking. */
static void
fill_in (char       **field,
         const char  *text)
{
  if (!*field)
    *field = g_strdup (text);
}

/* Whoever made the file has no say in whom somebody is taken for. */
static const char *
find_name (const CsVcard *card)
{
  return card->name && !cs_text_is_like_address (card->name) ? card->name : NULL;
}

static Change *
find (GHashTable *by_contact,
      GPtrArray  *changes,
      CsContact  *contact)
{
  Change *change = g_hash_table_lookup (by_contact, contact);

  if (change)
    return change;

  change = g_new0 (Change, 1);
  change->contact = g_object_ref (contact);
  change->before = cs_contact_dup_record (contact);
  change->after = cs_contact_dup_record (contact);
  g_hash_table_insert (by_contact, contact, change);
  g_ptr_array_add (changes, change);

  return change;
}

static gboolean
is_change (const Change *change)
{
  return !is_listed (change->before) ||
         g_strcmp0 (change->before->name, change->after->name) != 0 ||
         g_strcmp0 (change->before->note, change->after->note) != 0;
}

static void
import_clear (gpointer data)
{
  CsContactImport *self = data;

  g_ptr_array_unref (self->changes);
  g_object_unref (self->contacts);
}

/**
 * cs_contact_import_ref:
 * @self: what is to be done
 *
 * Returns: (transfer full): @self with one more owner
 */
CsContactImport *
cs_contact_import_ref (CsContactImport *self)
{
  return g_rc_box_acquire (self);
}

/**
 * cs_contact_import_unref:
 * @self: (transfer full): what is to be done, or was done
 *
 * Lets go of @self.
 */
void
cs_contact_import_unref (CsContactImport *self)
{
  g_rc_box_release_full (self, import_clear);
}

/* What goes on while cards are looked at. */
typedef struct {
  CsContacts *contacts;
  char       *account;
  GPtrArray  *cards;
  guint       next;
  GHashTable *by_contact;  /* CsContact -> Change, borrowed */
  GPtrArray  *all;         /* Change */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->contacts);
  g_free (look->account);
  g_ptr_array_unref (look->cards);
  g_hash_table_unref (look->by_contact);
  g_ptr_array_unref (look->all);
  g_free (look);
}

static void
look_at (Look          *look,
         const CsVcard *card)
{
  for (guint i = 0; i < card->addresses->len; i++) {
    Change *change = find (look->by_contact, look->all,
                           cs_contacts_ensure (look->contacts, look->account, card->addresses->pdata[i]));

    change->after->standing = CS_STANDING_CONTACT;
    fill_in (&change->after->name, find_name (card));
    fill_in (&change->after->note, card->note);
  }
}

static CsContactImport *
conclude (Look *look)
{
  CsContactImport *self = g_rc_box_new0 (CsContactImport);

  self->contacts = g_object_ref (look->contacts);
  self->changes = g_ptr_array_new_with_free_func (change_free);
  for (guint i = 0; i < look->all->len; i++) {
    if (is_change (look->all->pdata[i]))
      g_ptr_array_add (self->changes, g_steal_pointer (&look->all->pdata[i]));
    else
      self->known++;
  }

  return self;
}

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  Look *look = g_task_get_task_data (task);
  gint64 end = g_get_monotonic_time () + TURN;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  while (look->next < look->cards->len && g_get_monotonic_time () < end)
    look_at (look, look->cards->pdata[look->next++]);
  if (look->next < look->cards->len)
    return G_SOURCE_CONTINUE;

  g_task_return_pointer (task, conclude (look), (GDestroyNotify) cs_contact_import_unref);

  return G_SOURCE_REMOVE;
}

/**
 * cs_contact_import_new_async:
 * @contacts: the contacts
 * @account: the id of the account to add to
 * @cards: (element-type CsVcard): people
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Finds out what importing people would change, a little at a time: there may be thousands. The same address counts once.
 */
void
cs_contact_import_new_async (CsContacts          *contacts,
                             const char          *account,
                             GPtrArray           *cards,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (contacts, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  g_task_set_source_tag (task, cs_contact_import_new_async);
  look->contacts = g_object_ref (contacts);
  look->account = g_strdup (account);
  look->cards = g_ptr_array_ref (cards);
  look->by_contact = g_hash_table_new (NULL, NULL);
  look->all = g_ptr_array_new_with_free_func (change_free);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, look_cb, task, g_object_unref);
}

/**
 * cs_contact_import_new_finish:
 * @contacts: the contacts
 * @result: the result
 * @error: return location for an error
 *
 * Finishes what [func@ContactImport.new_async] began.
 *
 * Returns: (transfer full): what is to be done, or %NULL when it was cancelled
 */
CsContactImport *
cs_contact_import_new_finish (CsContacts    *contacts,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, contacts), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_contact_import_count:
 * @self: what is to be done
 *
 * Returns: how many contacts are added or completed
 */
guint
cs_contact_import_count (CsContactImport *self)
{
  return self->changes->len;
}

/**
 * cs_contact_import_count_new:
 * @self: what is to be done
 *
 * Returns: how many contacts are added
 */
guint
cs_contact_import_count_new (CsContactImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->changes->len; i++)
    n += !is_listed (((Change *) self->changes->pdata[i])->before);

  return n;
}

/**
 * cs_contact_import_count_known:
 * @self: what is to be done
 *
 * Returns: how many people are contacts already, with all that the file says of them
 */
guint
cs_contact_import_count_known (CsContactImport *self)
{
  return self->known;
}

/**
 * cs_contact_import_get:
 * @self: what is to be done
 * @number: below cs_contact_import_count()
 * @name: (out) (nullable): what they are going to be called
 * @is_new: (out): whether they are added
 *
 * Gets one of the contacts that are added or completed.
 *
 * Returns: (transfer none): the contact
 */
CsContact *
cs_contact_import_get (CsContactImport  *self,
                       guint             number,
                       const char      **name,
                       gboolean         *is_new)
{
  Change *change;

  g_return_val_if_fail (number < self->changes->len, NULL);

  change = self->changes->pdata[number];
  *name = change->after->name;
  *is_new = !is_listed (change->before);

  return change->contact;
}

/* Everybody on the way there, or back. */
typedef struct {
  CsContactImport *import;
  guint            next;
  gboolean         back;
} Walk;

static void
walk_free (Walk *walk)
{
  cs_contact_import_unref (walk->import);
  g_free (walk);
}

static gboolean
walk_cb (gpointer user_data)
{
  GTask *task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GPtrArray *changes = walk->import->changes;
  gint64 end = g_get_monotonic_time () + TURN;

  while (walk->next < changes->len && g_get_monotonic_time () < end) {
    Change *change = changes->pdata[walk->next++];

    cs_contact_update (change->contact, walk->back ? change->before : change->after);
  }
  if (walk->next < changes->len)
    return G_SOURCE_CONTINUE;

  cs_contacts_release (walk->import->contacts);
  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
walk (CsContactImport *self,
      gboolean         back,
      GTask           *task)
{
  Walk *data = g_new0 (Walk, 1);

  data->import = cs_contact_import_ref (self);
  data->back = back;
  g_task_set_task_data (task, data, (GDestroyNotify) walk_free);
  cs_contacts_hold (self->contacts);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, walk_cb, task, g_object_unref);
}

/**
 * cs_contact_import_apply_async:
 * @self: what is to be done
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Does it, a little at a time.
 */
void
cs_contact_import_apply_async (CsContactImport     *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, cs_contact_import_apply_async);
  walk (self, FALSE, task);
}

/**
 * cs_contact_import_undo_async:
 * @self: what was done
 * @callback: (nullable): called when done
 * @user_data: data for @callback
 *
 * Takes it back, a little at a time.
 */
void
cs_contact_import_undo_async (CsContactImport     *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, cs_contact_import_undo_async);
  walk (self, TRUE, task);
}

/**
 * cs_contact_export:
 * @contacts: the contacts
 *
 * Makes cards of all that are in the list; those who are only blocked are nobody's contacts.
 *
 * Returns: (transfer full) (element-type CsVcard): the cards
 */
GPtrArray *
cs_contact_export (CsContacts *contacts)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);
  GListModel *list = G_LIST_MODEL (contacts);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (CsContact) contact = g_list_model_get_item (list, i);
    CsVcard *card;

    if (cs_contact_get_standing (contact) != CS_STANDING_CONTACT)
      continue;

    card = cs_vcard_new (cs_contact_get_name (contact), cs_contact_get_note (contact));
    g_ptr_array_add (card->addresses, cs_address_ref (cs_contact_get_address (contact)));
    g_ptr_array_add (cards, card);
  }

  return cards;
}
