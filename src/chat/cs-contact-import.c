/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-import.h"

struct _CsContactImport
{
  GPtrArray *changes;   /* Change */
  guint      known;     /* who gains nothing */
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

/**
 * cs_contact_import_new:
 * @contacts: the contacts
 * @account: the id of the account to add to
 * @cards: (element-type CsVcard): people
 *
 * Finds out what importing people would change. The same address counts once.
 *
 * Returns: (transfer full): what is to be done
 */
CsContactImport *
cs_contact_import_new (CsContacts *contacts,
                       const char *account,
                       GPtrArray  *cards)
{
  CsContactImport *self = g_new0 (CsContactImport, 1);
  g_autoptr (GHashTable) by_contact = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  self->changes = g_ptr_array_new_with_free_func (change_free);
  for (guint i = 0; i < cards->len; i++) {
    const CsVcard *card = cards->pdata[i];

    for (guint j = 0; j < card->addresses->len; j++) {
      Change *change = find (by_contact, all, cs_contacts_ensure (contacts, account, card->addresses->pdata[j]));

      change->after->standing = CS_STANDING_CONTACT;
      fill_in (&change->after->name, card->name);
      fill_in (&change->after->note, card->note);
    }
  }

  for (guint i = 0; i < all->len; i++) {
    if (is_change (all->pdata[i])) {
      g_ptr_array_add (self->changes, all->pdata[i]);
    } else {
      self->known++;
      change_free (all->pdata[i]);
    }
  }

  return self;
}

/**
 * cs_contact_import_free:
 * @self: (transfer full): what is to be done
 *
 * Frees @self.
 */
void
cs_contact_import_free (CsContactImport *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self);
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

/**
 * cs_contact_import_apply:
 * @self: what is to be done
 *
 * Does it.
 */
void
cs_contact_import_apply (CsContactImport *self)
{
  for (guint i = 0; i < self->changes->len; i++) {
    Change *change = self->changes->pdata[i];

    cs_contact_update (change->contact, change->after);
  }
}

/**
 * cs_contact_import_undo:
 * @self: what was done
 *
 * Takes it back.
 */
void
cs_contact_import_undo (CsContactImport *self)
{
  for (guint i = 0; i < self->changes->len; i++) {
    Change *change = self->changes->pdata[i];

    cs_contact_update (change->contact, change->before);
  }
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
