/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-private.h"

#include "base/cs-text.h"

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_NAME,
  PROP_NOTE,
  PROP_COLOUR,
  PROP_FAVOURITE,
  PROP_BLOCKED,
  PROP_STANDING,
  PROP_PRESENCE,
  PROP_WATCH_ANSWER,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsContact, cs_contact, G_TYPE_OBJECT)

/* Names and notes also come from files: they are cut, and nothing in them is hidden. Nothing but blanks is nothing. */
static char *
tidy (const char *text,
      glong       max_chars)
{
  g_autofree char *valid = NULL;
  g_autofree char *cut = NULL;

  if (!text)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), max_chars));
  g_strstrip (cut);

  return *cut ? g_steal_pointer (&cut) : NULL;
}

static char *
tidy_name (const char *name)
{
  g_autofree char *valid = name ? g_utf8_make_valid (name, -1) : NULL;
  g_autofree char *stripped = valid ? g_strdup (g_strstrip (valid)) : NULL;
  g_autofree char *visible = stripped ? cs_text_make_visible (stripped) : NULL;

  return tidy (visible, CS_CONTACT_NAME_MAX);
}

static char *
tidy_note (const char *note)
{
  g_autofree char *valid = note ? g_utf8_make_valid (note, -1) : NULL;
  g_autofree char *readable = valid ? cs_text_make_readable (valid) : NULL;

  return tidy (readable, CS_CONTACT_NOTE_MAX);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cs_store_change_finish (CS_STORE (object), result, &error))
    g_message ("A contact could not be stored: %s", error->message);
}

static gboolean
take_text (char **field,
           char  *text)
{
  g_autofree char *old = *field;

  *field = text;

  return g_strcmp0 (old, text) != 0;
}

/* Colours that a newer program knows are none to us. */
static guint
check_colour (guint colour)
{
  return colour <= CS_CONTACT_COLOURS ? colour : 0;
}

static void
make_sort_key (CsContact *self)
{
  g_autofree char *folded = g_utf8_casefold (cs_contact_get_title (self), -1);

  g_free (self->sort_key);
  self->sort_key = g_utf8_collate_key (folded, -1);
}

static void
cs_contact_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsContact *self = CS_CONTACT (object);

  switch (prop_id) {
  case PROP_ADDRESS:
    g_value_set_boxed (value, self->address);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->record->name);
    break;
  case PROP_NOTE:
    g_value_set_string (value, self->record->note);
    break;
  case PROP_COLOUR:
    g_value_set_uint (value, self->record->colour);
    break;
  case PROP_FAVOURITE:
    g_value_set_boolean (value, self->record->favourite);
    break;
  case PROP_BLOCKED:
    g_value_set_boolean (value, self->record->blocked);
    break;
  case PROP_STANDING:
    g_value_set_int (value, (int) self->record->standing);
    break;
  case PROP_PRESENCE:
    g_value_set_boxed (value, self->presence);
    break;
  case PROP_WATCH_ANSWER:
    g_value_set_int (value, (int) self->watch_answer);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_contact_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  CsContact *self = CS_CONTACT (object);

  switch (prop_id) {
  case PROP_NAME:
    cs_contact_set_name (self, g_value_get_string (value));
    break;
  case PROP_NOTE:
    cs_contact_set_note (self, g_value_get_string (value));
    break;
  case PROP_COLOUR:
    cs_contact_set_colour (self, g_value_get_uint (value));
    break;
  case PROP_FAVOURITE:
    cs_contact_set_favourite (self, g_value_get_boolean (value));
    break;
  case PROP_BLOCKED:
    cs_contact_set_blocked (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_contact_finalize (GObject *object)
{
  CsContact *self = CS_CONTACT (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->address, cs_address_unref);
  g_clear_pointer (&self->record, cs_contact_record_free);
  g_free (self->sort_key);
  g_clear_pointer (&self->presence, cs_presence_unref);

  G_OBJECT_CLASS (cs_contact_parent_class)->finalize (object);
}

static void
make_presence_properties (void)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /**
   * CsContact:presence: (nullable)
   *
   * How they are, as far as the server tells.
   */
  props[PROP_PRESENCE] = g_param_spec_boxed ("presence", NULL, NULL, CS_TYPE_PRESENCE, readable);

  /**
   * CsContact:watch-answer:
   *
   * How it stands with the wish to see how they are, a [enum@WatchAnswer].
   */
  props[PROP_WATCH_ANSWER] =
    g_param_spec_int ("watch-answer", NULL, NULL, CS_WATCH_ANSWER_NONE, CS_WATCH_ANSWER_REFUSED, CS_WATCH_ANSWER_NONE, readable);
}

static void
make_properties (void)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * CsContact:address:
   *
   * The SIP address, which never changes.
   */
  props[PROP_ADDRESS] = g_param_spec_boxed ("address", NULL, NULL, CS_TYPE_ADDRESS, readable);

  /**
   * CsContact:name: (nullable)
   *
   * What the person calls them.
   */
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);

  /**
   * CsContact:note: (nullable)
   *
   * What the person wrote down about them.
   */
  props[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);

  /**
   * CsContact:colour:
   *
   * The colour of their picture, 0 where none was chosen.
   */
  props[PROP_COLOUR] = g_param_spec_uint ("colour", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * CsContact:favourite:
   *
   * Whether they stand before others.
   */
  props[PROP_FAVOURITE] = g_param_spec_boolean ("favourite", NULL, NULL, FALSE, flags);

  /**
   * CsContact:blocked:
   *
   * Whether nothing that they send is taken.
   */
  props[PROP_BLOCKED] = g_param_spec_boolean ("blocked", NULL, NULL, FALSE, flags);

  /**
   * CsContact:standing:
   *
   * Where they stand, a number of CsStanding.
   */
  props[PROP_STANDING] =
    g_param_spec_int ("standing", NULL, NULL, CS_STANDING_STRANGER, CS_STANDING_REFUSED, CS_STANDING_STRANGER, readable);
}

static void
cs_contact_class_init (CsContactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_contact_get_property;
  object_class->set_property = cs_contact_set_property;
  object_class->finalize = cs_contact_finalize;

  make_properties ();
  make_presence_properties ();
  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_contact_init (CsContact *self)
{
}

/**
 * cs_contact_new:
 * @store: where changes are written
 * @record: what is known of them
 *
 * Returns: (transfer full) (nullable): the contact; %NULL if the record names no SIP address
 */
CsContact *
cs_contact_new (CsStore               *store,
                const CsContactRecord *record)
{
  g_autoptr (CsAddress) address = record->peer ? cs_address_parse (record->peer, NULL) : NULL;
  CsContact *self;

  if (!address || !record->account)
    return NULL;

  self = g_object_new (CS_TYPE_CONTACT, NULL);
  self->store = g_object_ref (store);
  self->address = g_steal_pointer (&address);
  self->record = cs_contact_record_copy (record);
  self->record->colour = check_colour (record->colour);
  make_sort_key (self);

  return self;
}

/**
 * cs_contact_get_account:
 * @self: a contact
 *
 * Gets whose contact it is.
 *
 * Returns: the id of an account
 */
const char *
cs_contact_get_account (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return self->record->account;
}

/**
 * cs_contact_get_address:
 * @self: a contact
 *
 * Gets the SIP address.
 *
 * Returns: (transfer none): the address
 */
CsAddress *
cs_contact_get_address (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return self->address;
}

/**
 * cs_contact_get_name:
 * @self: a contact
 *
 * Gets what the person calls them.
 *
 * Returns: (nullable): the name
 */
const char *
cs_contact_get_name (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return self->record->name;
}

/**
 * cs_contact_set_name:
 * @self: a contact
 * @name: (nullable): what the person calls them; it is cut after %CS_CONTACT_NAME_MAX characters
 *
 * Sets what the person calls them.
 */
void
cs_contact_set_name (CsContact  *self,
                     const char *name)
{
  CsContactRecord values;

  g_return_if_fail (CS_IS_CONTACT (self));

  values = *self->record;
  values.name = (char *) name;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_get_title:
 * @self: a contact
 *
 * Gets what the person calls them, or the address.
 *
 * Returns: the name to show; an address that stands beside it is the proof
 */
const char *
cs_contact_get_title (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return self->record->name ? self->record->name : cs_address_get_display (self->address);
}

/**
 * cs_contact_get_sort_key:
 * @self: a contact
 *
 * Gets what to sort contacts by.
 *
 * Returns: a key for strcmp()
 */
const char *
cs_contact_get_sort_key (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return self->sort_key;
}

/**
 * cs_contact_get_note:
 * @self: a contact
 *
 * Gets what the person wrote down about them.
 *
 * Returns: (nullable): the note
 */
const char *
cs_contact_get_note (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return self->record->note;
}

/**
 * cs_contact_set_note:
 * @self: a contact
 * @note: (nullable): what the person writes down; it is cut after %CS_CONTACT_NOTE_MAX characters
 *
 * Sets what the person wrote down about them.
 */
void
cs_contact_set_note (CsContact  *self,
                     const char *note)
{
  CsContactRecord values;

  g_return_if_fail (CS_IS_CONTACT (self));

  values = *self->record;
  values.note = (char *) note;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_get_colour:
 * @self: a contact
 *
 * Gets the colour of their picture.
 *
 * Returns: a number up to %CS_CONTACT_COLOURS; 0 where none was chosen
 */
guint
cs_contact_get_colour (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), 0);

  return self->record->colour;
}

/**
 * cs_contact_set_colour:
 * @self: a contact
 * @colour: a number up to %CS_CONTACT_COLOURS, 0 for none
 *
 * Sets the colour of their picture.
 */
void
cs_contact_set_colour (CsContact *self,
                       guint      colour)
{
  CsContactRecord values;

  g_return_if_fail (CS_IS_CONTACT (self));

  values = *self->record;
  values.colour = colour;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_is_favourite:
 * @self: a contact
 *
 * Gets whether they stand before others.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_contact_is_favourite (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), FALSE);

  return self->record->favourite;
}

/**
 * cs_contact_set_favourite:
 * @self: a contact
 * @favourite: whether they stand before others
 *
 * Sets whether they stand before others.
 */
void
cs_contact_set_favourite (CsContact *self,
                          gboolean   favourite)
{
  CsContactRecord values;

  g_return_if_fail (CS_IS_CONTACT (self));

  values = *self->record;
  values.favourite = favourite;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_dup_record:
 * @self: a contact
 *
 * Gets all that is known of them, to come back to with [method@Contact.update].
 *
 * Returns: (transfer full): a copy
 */
CsContactRecord *
cs_contact_dup_record (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return cs_contact_record_copy (self->record);
}

/**
 * cs_contact_update:
 * @self: a contact
 * @values: what is to be known of them; its account and peer are ignored, its texts may be those of @self
 *
 * Sets everything at once, tells of what is new, and has it stored.
 */
void
cs_contact_update (CsContact             *self,
                   const CsContactRecord *values)
{
  CsContactRecord *mine = self->record;
  gboolean changed[LAST_PROP] = {
    [PROP_NAME] = take_text (&mine->name, tidy_name (values->name)),
    [PROP_NOTE] = take_text (&mine->note, tidy_note (values->note)),
    [PROP_COLOUR] = mine->colour != check_colour (values->colour),
    [PROP_FAVOURITE] = mine->favourite != !!values->favourite,
    [PROP_BLOCKED] = mine->blocked != !!values->blocked,
    [PROP_STANDING] = mine->standing != values->standing,
  };
  gboolean any = FALSE;

  mine->colour = check_colour (values->colour);
  mine->favourite = !!values->favourite;
  mine->blocked = !!values->blocked;
  mine->standing = values->standing;
  if (changed[PROP_NAME])
    make_sort_key (self);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 1; i < LAST_PROP; i++) {
    any |= changed[i];
    if (changed[i])
      g_object_notify_by_pspec (G_OBJECT (self), props[i]);
  }
  if (any)
    cs_store_set_contact_async (self->store, mine, NULL, stored_cb, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}
