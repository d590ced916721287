/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-match.h"
#include "base/cs-text-fold.h"
#include "base/cs-text-quote.h"
#include "base/cs-text.h"

#include "cs-linked-text.h"
#include "cs-text-window.h"

/* Bytes that are unfolded in their place. What is longer has a window of its own, whose text is laid out as it scrolls: here a
 * quarter of a megabyte would take seconds. */
#define LONGEST_UNFOLDED 8000

/* So many characters of a text that is not unfolded in its place stand before what was found in it. */
#define BEFORE_FOUND 80

struct _CsMessageText
{
  GtkWidget parent_instance;

  char *text;
  char *shown;
  gsize from;         /* where what is shown of a folded text begins */
  GPtrArray *labels;  /* GtkLabel, borrowed: children, of which the first are in use */
  guint n_shown;
  GtkWidget *fold;    /* nullable: a child, made when a text is long */
  gboolean unfolded;
  gboolean links;     /* what can be followed is a link */
  GtkLabel *found;    /* nullable: the child that holds what was looked for */
  CsMatch match;      /* and where in it */
};

enum {
  PROP_0,
  PROP_UNFOLDED,
  LAST_PROP,
};

enum {
  SIGNAL_LINK,
  LAST_SIGNAL,
};

static GParamSpec *props[LAST_PROP];
static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsMessageText, cs_message_text, GTK_TYPE_WIDGET)

static gboolean
link_cb (CsMessageText *self,
         const char    *target)
{
  g_signal_emit (self, signals[SIGNAL_LINK], 0, target);

  return TRUE;
}

static GtkLabel *
add_label (CsMessageText *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                   "width-chars", 10,
                                   "max-width-chars", 60,
                                   "selectable", TRUE,
                                   "xalign", 0.0,
                                   NULL);

  gtk_widget_add_css_class (label, "message-text");
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (label, GTK_WIDGET (self), self->fold);
  g_ptr_array_add (self->labels, label);

  return GTK_LABEL (label);
}

static void
show_part (CsMessageText    *self,
           const CsTextPart *part)
{
  g_autofree char *text = part->is_quote
                            ? cs_text_unquote (self->shown + part->start, part->end - part->start)
                            : g_strndup (self->shown + part->start, part->end - part->start);
  GtkLabel *label = self->n_shown < self->labels->len ? g_ptr_array_index (self->labels, self->n_shown) : add_label (self);

  if (part->is_quote)
    gtk_widget_add_css_class (GTK_WIDGET (label), "quote");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "quote");
  if (self->links)
    cs_linked_text_show (label, text);
  else
    gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
  self->n_shown++;
}

static void
show_parts (CsMessageText *self)
{
  const CsTextPart all = { 0, strlen (self->shown), FALSE };

  self->n_shown = 0;
  if (strchr (self->shown, '>')) {
    g_autoptr (GArray) parts = cs_text_find_quotes (self->shown);

    for (guint i = 0; i < parts->len; i++)
      show_part (self, &g_array_index (parts, CsTextPart, i));
  }
  if (self->n_shown == 0)
    show_part (self, &all);

  for (guint i = self->n_shown; i < self->labels->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->labels, i), FALSE);
}

static void
offer_fold (CsMessageText *self,
            gboolean       is_long)
{
  if (!self->fold) {
    if (!is_long)
      return;
    self->fold = g_object_new (GTK_TYPE_BUTTON, "halign", GTK_ALIGN_START, "action-name", "text.unfold", NULL);
    gtk_widget_add_css_class (self->fold, "flat");
    gtk_widget_insert_before (self->fold, GTK_WIDGET (self), NULL);
  }

  gtk_widget_set_visible (self->fold, is_long);
  gtk_button_set_label (GTK_BUTTON (self->fold), self->unfolded ? _("Show Less") : _("Show All"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->unfolded ? _("Show less of this message") : _("Show all of this message"), -1);
}

static void
forget_found (CsMessageText *self)
{
  if (self->found)
    gtk_label_set_attributes (self->found, NULL);
  self->found = NULL;
}

static void
update (CsMessageText *self)
{
  gsize length;
  gboolean is_cut = cs_text_fold (self->text + self->from, &length);
  gboolean is_long = is_cut || self->from > 0;

  forget_found (self);
  g_clear_pointer (&self->shown, g_free);
  if (is_long && !self->unfolded) {
    g_autofree char *start = g_strndup (self->text + self->from, length);
    g_autofree char *readable = cs_text_make_readable (start);

    self->shown = g_strconcat (self->from > 0 ? "…" : "", readable, is_cut ? "…" : "", NULL);
  } else {
    self->shown = cs_text_make_readable (self->text);
  }

  show_parts (self);
  offer_fold (self, is_long);
}

static void
unfold_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsMessageText *self = CS_MESSAGE_TEXT (widget);

  if (strlen (self->text) > LONGEST_UNFOLDED) {
    cs_text_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->text);
    return;
  }

  cs_message_text_set_unfolded (self, !self->unfolded);
}

static void
add_colour (PangoAttrList   *attributes,
            PangoAttribute  *attribute,
            const CsMatch   *match)
{
  attribute->start_index = (guint) match->start;
  attribute->end_index = (guint) match->end;
  pango_attr_list_insert (attributes, attribute);
}

/* In the colours that the theme has for what wants to be seen. */
static void
highlight (CsMessageText *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self->found));
  PangoAttrList *attributes = pango_attr_list_new ();
  GdkRGBA back, front;

  if (gtk_style_context_lookup_color (context, "warning_bg_color", &back) &&
      gtk_style_context_lookup_color (context, "warning_fg_color", &front)) {
    add_colour (attributes,
                pango_attr_background_new (back.red * G_MAXUINT16, back.green * G_MAXUINT16, back.blue * G_MAXUINT16),
                &self->match);
    add_colour (attributes,
                pango_attr_foreground_new (front.red * G_MAXUINT16, front.green * G_MAXUINT16, front.blue * G_MAXUINT16),
                &self->match);
    add_colour (attributes, pango_attr_foreground_alpha_new (MAX (1, front.alpha * G_MAXUINT16)), &self->match);
  }
  gtk_label_set_attributes (self->found, attributes);
  pango_attr_list_unref (attributes);
}

/* Shows the part of a long text where the words stand. */
static void
bring_out (CsMessageText *self,
           const CsMatch *match)
{
  gsize length;
  const char *from = self->text + match->start;

  if (self->unfolded || !cs_text_fold (self->text, &length) || match->end <= length)
    return;

  if (strlen (self->text) <= LONGEST_UNFOLDED) {
    cs_message_text_set_unfolded (self, TRUE);
    return;
  }

  for (guint i = 0; i < BEFORE_FOUND && from > self->text; i++)
    from = g_utf8_prev_char (from);
  self->from = from - self->text;
  update (self);
}

static void
cs_message_text_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_UNFOLDED:
    g_value_set_boolean (value, CS_MESSAGE_TEXT (object)->unfolded);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_message_text_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_UNFOLDED:
    cs_message_text_set_unfolded (CS_MESSAGE_TEXT (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_message_text_dispose (GObject *object)
{
  CsMessageText *self = CS_MESSAGE_TEXT (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->labels, 0);
  self->n_shown = 0;
  self->found = NULL;
  self->fold = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (cs_message_text_parent_class)->dispose (object);
}

static void
cs_message_text_finalize (GObject *object)
{
  CsMessageText *self = CS_MESSAGE_TEXT (object);

  g_ptr_array_unref (self->labels);
  g_free (self->text);
  g_free (self->shown);

  G_OBJECT_CLASS (cs_message_text_parent_class)->finalize (object);
}

static void
cs_message_text_class_init (CsMessageTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_message_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_message_text_finalize;
  G_OBJECT_CLASS (klass)->get_property = cs_message_text_get_property;
  G_OBJECT_CLASS (klass)->set_property = cs_message_text_set_property;

  /**
   * CsMessageText:unfolded:
   *
   * Whether all of a long text is shown in its place.
   */
  props[PROP_UNFOLDED] =
    g_param_spec_boolean ("unfolded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), LAST_PROP, props);

  /**
   * CsMessageText::link:
   * @target: where it leads
   *
   * A link was clicked.
   */
  signals[SIGNAL_LINK] =
    g_signal_new ("link", CS_TYPE_MESSAGE_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "text.unfold", NULL, unfold_activated);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_message_text_init (CsMessageText *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->labels = g_ptr_array_new ();
}

/**
 * cs_message_text_show:
 * @self: the widget
 * @text: the text of a message, as it came
 * @links: whether what is in it can be followed
 *
 * Shows a text, folded where it is long.
 */
void
cs_message_text_show (CsMessageText *self,
                      const char    *text,
                      gboolean       links)
{
  g_return_if_fail (CS_IS_MESSAGE_TEXT (self));
  g_return_if_fail (text);

  g_free (self->text);
  self->text = g_strdup (text);
  self->from = 0;
  self->unfolded = FALSE;
  self->links = links;
  update (self);
}

/**
 * cs_message_text_is_unfolded:
 * @self: the widget
 *
 * Returns: whether all of a long text is shown in its place
 */
gboolean
cs_message_text_is_unfolded (CsMessageText *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE_TEXT (self), FALSE);

  return self->unfolded;
}

/**
 * cs_message_text_set_unfolded:
 * @self: the widget
 * @unfolded: whether to show all of a long text in its place
 *
 * Unfolds a text, or folds it again.
 */
void
cs_message_text_set_unfolded (CsMessageText *self,
                              gboolean       unfolded)
{
  g_return_if_fail (CS_IS_MESSAGE_TEXT (self));

  if (self->unfolded == unfolded)
    return;

  self->unfolded = unfolded;
  self->from = 0;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UNFOLDED]);
}

/**
 * cs_message_text_find:
 * @self: the widget
 * @words: what somebody looked for
 *
 * Shows where the words stand first, in the folded part of a text, too.
 */
void
cs_message_text_find (CsMessageText *self,
                      const char    *words)
{
  CsMatch match;

  g_return_if_fail (CS_IS_MESSAGE_TEXT (self));
  g_return_if_fail (words);

  if (!cs_match_find (self->text, words, &match))
    return;

  bring_out (self, &match);
  forget_found (self);
  for (guint i = 0; i < self->n_shown && !self->found; i++) {
    GtkLabel *label = g_ptr_array_index (self->labels, i);

    if (cs_match_find (gtk_label_get_text (label), words, &self->match))
      self->found = label;
  }
  if (self->found)
    highlight (self);
}

/**
 * cs_message_text_get_found:
 * @self: the widget, with a size
 * @widget: a widget that it is in
 * @y: (out): where in @widget the line with what was found begins
 * @height: (out): how high the line is
 *
 * Gets where what was looked for stands.
 *
 * Returns: whether it is shown
 */
gboolean
cs_message_text_get_found (CsMessageText *self,
                           GtkWidget     *widget,
                           int           *y,
                           int           *height)
{
  PangoRectangle line;
  graphene_point_t place;
  int offset;

  g_return_val_if_fail (CS_IS_MESSAGE_TEXT (self), FALSE);

  if (!self->found)
    return FALSE;

  pango_layout_index_to_pos (gtk_label_get_layout (self->found), (int) self->match.start, &line);
  gtk_label_get_layout_offsets (self->found, NULL, &offset);
  if (!gtk_widget_compute_point (GTK_WIDGET (self->found), widget,
                                 &GRAPHENE_POINT_INIT (0, offset + PANGO_PIXELS (line.y)), &place))
    return FALSE;

  *y = (int) place.y;
  *height = PANGO_PIXELS (line.height);

  return TRUE;
}

/**
 * cs_message_text_describe:
 * @self: the widget
 *
 * Words what can be read without unfolding, for those who hear it.
 *
 * Returns: (transfer full): the text
 */
char *
cs_message_text_describe (CsMessageText *self)
{
  g_autoptr (GString) words = NULL;

  g_return_val_if_fail (CS_IS_MESSAGE_TEXT (self), NULL);

  words = g_string_new (NULL);
  for (guint i = 0; i < self->n_shown; i++) {
    GtkWidget *label = g_ptr_array_index (self->labels, i);

    if (i > 0)
      g_string_append_c (words, '\n');
    if (gtk_widget_has_css_class (label, "quote")) {
      /* Translators: read aloud: %s is a part of a message that quotes another one. */
      g_string_append_printf (words, _("Quote: %s"), gtk_label_get_text (GTK_LABEL (label)));
    } else {
      g_string_append (words, gtk_label_get_text (GTK_LABEL (label)));
    }
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * cs_message_text_get_selection:
 * @self: the widget
 *
 * Gets what somebody has selected.
 *
 * Returns: (transfer full) (nullable): that part of the text
 */
char *
cs_message_text_get_selection (CsMessageText *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE_TEXT (self), NULL);

  for (guint i = 0; i < self->n_shown; i++) {
    GtkLabel *label = g_ptr_array_index (self->labels, i);
    const char *text = gtk_label_get_text (label);
    int start, end;

    if (gtk_label_get_selection_bounds (label, &start, &end))
      return g_utf8_substring (text, start, end);
  }

  return NULL;
}

/**
 * cs_message_text_get_link:
 * @self: the widget
 *
 * Gets the link that the pointer or the keyboard is at.
 *
 * Returns: (transfer none) (nullable): where it leads
 */
const char *
cs_message_text_get_link (CsMessageText *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE_TEXT (self), NULL);

  for (guint i = 0; i < self->n_shown; i++) {
    const char *uri = gtk_label_get_current_uri (g_ptr_array_index (self->labels, i));

    if (uri)
      return uri;
  }

  return NULL;
}
