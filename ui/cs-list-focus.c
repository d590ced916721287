/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-list-focus.h"

struct _CsListFocus
{
  GtkListBox *list;  /* borrowed */
  GListModel *model;
  CsListFocusFunc func;
  gpointer focused;  /* nullable, compared only: what had the keyboard before a change */
  guint forget_id;
};

static gpointer
find_focused (CsListFocus *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  GtkRoot *root = gtk_widget_get_root (list);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  /* The list remembers a row also while the keyboard is elsewhere. */
  if (!focus || focus == list || !gtk_widget_is_ancestor (focus, list))
    return NULL;

  return self->func (GTK_LIST_BOX_ROW (gtk_widget_get_focus_child (list)));
}

static void
before_change_cb (CsListFocus *self)
{
  if (!self->focused)
    self->focused = find_focused (self);
}

static gboolean
forget_cb (gpointer user_data)
{
  CsListFocus *self = user_data;

  self->focused = NULL;
  self->forget_id = 0;

  return G_SOURCE_REMOVE;
}

static GtkWidget *
find_row (CsListFocus *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++) {
    if (self->func (row) == self->focused)
      return GTK_WIDGET (row);
  }

  return NULL;
}

/* What had the keyboard may have a new row; GTK gave the keyboard to another. What moves may be taken out before it is put in. */
static void
after_change_cb (CsListFocus *self)
{
  GtkWidget *row = self->focused ? find_row (self) : NULL;

  if (row) {
    if (find_focused (self) != self->focused)
      gtk_widget_grab_focus (row);
    self->focused = NULL;
  } else if (self->focused && !self->forget_id) {
    self->forget_id = g_idle_add (forget_cb, self);
  }
}

/**
 * cs_list_focus_new:
 * @list: a list that is not bound to @model yet
 * @model: what it will show
 * @func: tells what a row shows
 *
 * Keeps the keyboard at what it was at, until it is freed, which has to be before @list goes.
 *
 * Returns: (transfer full): what does so
 */
CsListFocus *
cs_list_focus_new (GtkListBox      *list,
                   GListModel      *model,
                   CsListFocusFunc  func)
{
  CsListFocus *self = g_new0 (CsListFocus, 1);

  self->list = list;
  self->model = g_object_ref (model);
  self->func = func;
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (before_change_cb), self);
  g_signal_connect_data (model, "items-changed", G_CALLBACK (after_change_cb), self, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_list_focus_free:
 * @self: (transfer full): what keeps the keyboard in its place
 *
 * Ends it.
 */
void
cs_list_focus_free (CsListFocus *self)
{
  g_clear_handle_id (&self->forget_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_object_unref (self->model);
  g_free (self);
}
