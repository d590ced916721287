/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-room.h"

#include <string.h>

struct _CsRoomMember
{
  GObject     parent_instance;

  CsAddress  *address;
  CsRoomRole  role;
};

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_ROLE,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsRoomMember, cs_room_member, G_TYPE_OBJECT)

struct _CsRoom
{
  GObject    parent_instance;

  CsAddress *own;
  GPtrArray *members;
};

static void cs_room_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsRoom, cs_room, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cs_room_list_model_init))

static void
cs_room_member_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CsRoomMember *self = CS_ROOM_MEMBER (object);

  switch (prop_id) {
  case PROP_ADDRESS:
    g_value_set_boxed (value, self->address);
    break;
  case PROP_ROLE:
    g_value_set_int (value, self->role);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_room_member_finalize (GObject *object)
{
  cs_address_unref (CS_ROOM_MEMBER (object)->address);

  G_OBJECT_CLASS (cs_room_member_parent_class)->finalize (object);
}

static void
cs_room_member_class_init (CsRoomMemberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_room_member_get_property;
  object_class->finalize = cs_room_member_finalize;

  /**
   * CsRoomMember:address:
   *
   * Who it is.
   */
  props[PROP_ADDRESS] =
    g_param_spec_boxed ("address", NULL, NULL, CS_TYPE_ADDRESS, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsRoomMember:role:
   *
   * What they may do, as a [enum@RoomRole].
   */
  props[PROP_ROLE] =
    g_param_spec_int ("role", NULL, NULL, CS_ROOM_ROLE_MEMBER, CS_ROOM_ROLE_OWNER, CS_ROOM_ROLE_MEMBER,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_room_member_init (CsRoomMember *self)
{
}

/* Takes @address. */
static CsRoomMember *
member_new (CsAddress  *address,
            CsRoomRole  role)
{
  CsRoomMember *self = g_object_new (CS_TYPE_ROOM_MEMBER, NULL);

  self->address = address;
  self->role = role;

  return self;
}

/**
 * cs_room_member_get_address:
 * @self: a member
 *
 * Gets who it is.
 *
 * Returns: (transfer none): their address
 */
CsAddress *
cs_room_member_get_address (CsRoomMember *self)
{
  g_return_val_if_fail (CS_IS_ROOM_MEMBER (self), NULL);

  return self->address;
}

/**
 * cs_room_member_get_role:
 * @self: a member
 *
 * Gets what they may do.
 *
 * Returns: their role
 */
CsRoomRole
cs_room_member_get_role (CsRoomMember *self)
{
  g_return_val_if_fail (CS_IS_ROOM_MEMBER (self), CS_ROOM_ROLE_MEMBER);

  return self->role;
}

static GType
cs_room_get_item_type (GListModel *model)
{
  return CS_TYPE_ROOM_MEMBER;
}

static guint
cs_room_get_n_items (GListModel *model)
{
  return CS_ROOM (model)->members->len;
}

static gpointer
cs_room_get_item (GListModel *model,
                  guint       position)
{
  CsRoom *self = CS_ROOM (model);

  return position < self->members->len ? g_object_ref (self->members->pdata[position]) : NULL;
}

static void
cs_room_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = cs_room_get_item_type;
  iface->get_n_items = cs_room_get_n_items;
  iface->get_item = cs_room_get_item;
}

static void
cs_room_finalize (GObject *object)
{
  CsRoom *self = CS_ROOM (object);

  g_ptr_array_unref (self->members);
  cs_address_unref (self->own);

  G_OBJECT_CLASS (cs_room_parent_class)->finalize (object);
}

static void
cs_room_class_init (CsRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_room_finalize;
}

static void
cs_room_init (CsRoom *self)
{
  self->members = g_ptr_array_new_with_free_func (g_object_unref);
}

/* The position of somebody; the length if they are not there. */
static guint
find (CsRoom    *self,
      CsAddress *address)
{
  guint position = 0;

  while (position < self->members->len &&
         !cs_address_equal (cs_room_member_get_address (self->members->pdata[position]), address))
    position++;

  return position;
}

/**
 * cs_room_new:
 * @own: the address of the account that is in it
 *
 * Makes a room of which nobody knows who is in it.
 *
 * Returns: (transfer full): the room
 */
CsRoom *
cs_room_new (CsAddress *own)
{
  CsRoom *self = g_object_new (CS_TYPE_ROOM, NULL);

  self->own = cs_address_ref (own);

  return self;
}

/**
 * cs_room_get_role:
 * @self: a room
 *
 * Gets what we may do in it.
 *
 * Returns: our role, as far as the room has said
 */
CsRoomRole
cs_room_get_role (CsRoom *self)
{
  guint position;

  g_return_val_if_fail (CS_IS_ROOM (self), CS_ROOM_ROLE_MEMBER);

  position = find (self, self->own);

  return position < self->members->len ? cs_room_member_get_role (self->members->pdata[position]) : CS_ROOM_ROLE_MEMBER;
}

/**
 * cs_room_has:
 * @self: a room
 * @who: somebody
 *
 * Finds out whether somebody is in it.
 *
 * Returns: %TRUE if the room said so
 */
gboolean
cs_room_has (CsRoom    *self,
             CsAddress *who)
{
  g_return_val_if_fail (CS_IS_ROOM (self), FALSE);

  return find (self, who) < self->members->len;
}

/**
 * cs_room_resolve:
 * @self: a room
 * @who: whom the room names
 *
 * Finds out whom the room means.
 *
 * Returns: (transfer full) (nullable): their address; %NULL if there can be no such person
 */
CsAddress *
cs_room_resolve (CsRoom     *self,
                 const char *who)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (CS_IS_ROOM (self), NULL);

  text = strchr (who, '@') ? g_strdup (who) : g_strconcat (who, "@", cs_host_get_ascii (cs_address_get_host (self->own)), NULL);

  return cs_address_parse (text, NULL);
}

/**
 * cs_room_is_own:
 * @self: a room
 * @who: (nullable): whom the room names
 *
 * Finds out whether that is us.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_room_is_own (CsRoom     *self,
                const char *who)
{
  g_autoptr (CsAddress) address = who ? cs_room_resolve (self, who) : NULL;

  return address && cs_address_equal (address, self->own);
}

/**
 * cs_room_set_members:
 * @self: a room
 * @names: (element-type CsRoomName): who is in it, as it says
 *
 * Shows who is in the room.
 */
void
cs_room_set_members (CsRoom    *self,
                     GPtrArray *names)
{
  guint before = self->members->len;

  g_ptr_array_set_size (self->members, 0);
  for (guint i = 0; i < names->len; i++) {
    CsRoomName *name = names->pdata[i];
    g_autoptr (CsAddress) address = cs_room_resolve (self, name->name);

    if (address && find (self, address) == self->members->len)
      g_ptr_array_add (self->members, member_new (g_steal_pointer (&address), name->role));
  }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->members->len);
}

/**
 * cs_room_add:
 * @self: a room
 * @who: who came in, as the room says
 *
 * Shows that somebody came in. Where it is not known who is there, that does not say it.
 */
void
cs_room_add (CsRoom     *self,
             const char *who)
{
  g_autoptr (CsAddress) address = cs_room_resolve (self, who);

  if (!address || self->members->len == 0 || find (self, address) < self->members->len)
    return;

  g_ptr_array_add (self->members, member_new (g_steal_pointer (&address), CS_ROOM_ROLE_MEMBER));
  g_list_model_items_changed (G_LIST_MODEL (self), self->members->len - 1, 0, 1);
}

/**
 * cs_room_remove:
 * @self: a room
 * @who: who left it, as the room says
 *
 * Shows that somebody left.
 */
void
cs_room_remove (CsRoom     *self,
                const char *who)
{
  g_autoptr (CsAddress) address = cs_room_resolve (self, who);
  guint position = address ? find (self, address) : self->members->len;

  if (position == self->members->len)
    return;

  g_ptr_array_remove_index (self->members, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}
