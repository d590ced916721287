/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watch-list.h"

#include "cs-contact-private.h"
#include "cs-contacts-private.h"

struct _CsWatchList
{
  GObject           parent_instance;

  CsContacts       *contacts;
  char             *account;
  CsPresenceClient *client;
};

G_DEFINE_FINAL_TYPE (CsWatchList, cs_watch_list, G_TYPE_OBJECT)

static void
forget (CsContact *contact)
{
  cs_contact_set_presence (contact, NULL);
  cs_contact_set_watch_answer (contact, CS_WATCH_ANSWER_NONE);
}

static void
follow (CsWatchList *self,
        CsContact   *contact)
{
  if (cs_contact_may_learn (contact) && !cs_contact_is_room (contact)) {
    cs_presence_client_watch (self->client, cs_contact_get_address (contact));
  } else {
    cs_presence_client_unwatch (self->client, cs_contact_get_address (contact));
    forget (contact);
  }
}

static void
changed_cb (CsWatchList *self,
            CsContact   *contact)
{
  if (self->client && g_str_equal (cs_contact_get_account (contact), self->account))
    follow (self, contact);
}

static void
presence_cb (CsWatchList *self,
             CsAddress   *address,
             CsPresence  *presence)
{
  CsContact *contact = cs_contacts_find (self->contacts, self->account, address);

  if (contact)
    cs_contact_set_presence (contact, presence);
}

static void
answer_cb (CsWatchList *self,
           CsAddress   *address,
           int          answer)
{
  CsContact *contact = cs_contacts_find (self->contacts, self->account, address);

  if (contact)
    cs_contact_set_watch_answer (contact, (CsWatchAnswer) answer);
}

static void
cs_watch_list_dispose (GObject *object)
{
  CsWatchList *self = CS_WATCH_LIST (object);

  cs_watch_list_set_client (self, NULL);

  G_OBJECT_CLASS (cs_watch_list_parent_class)->dispose (object);
}

static void
cs_watch_list_finalize (GObject *object)
{
  CsWatchList *self = CS_WATCH_LIST (object);

  g_clear_object (&self->contacts);
  g_free (self->account);

  G_OBJECT_CLASS (cs_watch_list_parent_class)->finalize (object);
}

static void
cs_watch_list_class_init (CsWatchListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_watch_list_dispose;
  object_class->finalize = cs_watch_list_finalize;
}

static void
cs_watch_list_init (CsWatchList *self)
{
}

/**
 * cs_watch_list_new:
 * @contacts: who is known
 * @account: the id of an account
 *
 * Returns: (transfer full): a list that has nobody to ask yet
 */
CsWatchList *
cs_watch_list_new (CsContacts *contacts,
                   const char *account)
{
  CsWatchList *self = g_object_new (CS_TYPE_WATCH_LIST, NULL);

  self->contacts = g_object_ref (contacts);
  self->account = g_strdup (account);
  g_signal_connect_object (contacts, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_watch_list_set_client:
 * @self: a list
 * @client: (nullable): what watches; without one nothing is known of anybody
 *
 * Has everybody watched who was let in, and follows who is from now on.
 */
void
cs_watch_list_set_client (CsWatchList      *self,
                          CsPresenceClient *client)
{
  g_autoptr (GPtrArray) contacts = NULL;

  g_return_if_fail (CS_IS_WATCH_LIST (self));

  if (self->client == client)
    return;

  if (self->client)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_set_object (&self->client, client);
  if (client) {
    g_signal_connect_object (client, "presence", G_CALLBACK (presence_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (client, "answer", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  }

  contacts = cs_contacts_list_account (self->contacts, self->account);
  for (guint i = 0; i < contacts->len; i++) {
    if (self->client == client && client)
      follow (self, contacts->pdata[i]);
    else
      forget (contacts->pdata[i]);
  }
}
