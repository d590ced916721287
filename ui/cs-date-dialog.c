/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-date-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-format.h"

struct _CsDateDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkCalendar *calendar;
};

enum {
  SIGNAL_CHOSEN,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsDateDialog, cs_date_dialog, ADW_TYPE_WINDOW)

/* The calendar keeps the time of day at which it was made. */
static gint64
get_beginning (CsDateDialog *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) beginning = g_date_time_new_local (g_date_time_get_year (date),
                                                           g_date_time_get_month (date),
                                                           g_date_time_get_day_of_month (date),
                                                           0, 0, 0);

  return g_date_time_to_unix (beginning ? beginning : date) * G_USEC_PER_SEC;
}

static void
show_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsDateDialog *self = CS_DATE_DIALOG (widget);
  g_autoptr (CsDateDialog) guard = g_object_ref (self);
  gint64 beginning = get_beginning (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, beginning);
}

/* A calendar of GTK 4.8 says nothing of its day. */
static void
date_changed_cb (CsDateDialog *self)
{
  g_autofree char *day = cs_format_day (get_beginning (self), g_get_real_time ());
  g_autofree char *label = g_strdup_printf ("%s, %s", _("Day"), day);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static int
count_days (GtkWidget *calendar,
            guint      keyval)
{
  int on = gtk_widget_get_direction (calendar) == GTK_TEXT_DIR_RTL ? -1 : 1;

  switch (keyval) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    return -on;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    return on;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    return -7;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    return 7;
  default:
    return 0;
  }
}

/* By itself the calendar moves but a frame, which only the space bar makes the day: Return would show another than it seems. */
static gboolean
key_pressed_cb (CsDateDialog    *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) moved = NULL;
  int days = count_days (GTK_WIDGET (self->calendar), keyval);

  if (state & gtk_accelerator_get_default_mod_mask () || !gtk_widget_is_focus (GTK_WIDGET (self->calendar)))
    return GDK_EVENT_PROPAGATE;

  if (days != 0)
    moved = g_date_time_add_days (date, days);
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down)
    moved = g_date_time_add_months (date, keyval == GDK_KEY_Page_Up ? -1 : 1);
  if (!moved)
    return GDK_EVENT_PROPAGATE;

  gtk_calendar_select_day (self->calendar, moved);

  return GDK_EVENT_STOP;
}

/* The calendar's own buttons, in their order, have no names. */
static void
name_buttons (GtkWidget   *widget,
              const char **names)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && *names; child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, *names++, -1);
    else
      name_buttons (child, names);
  }
}

static void
cs_date_dialog_class_init (CsDateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * CsDateDialog::chosen:
   * @beginning: the beginning of the day, in UTC microseconds
   *
   * A day was chosen.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CS_TYPE_DATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-date-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsDateDialog, calendar);
  gtk_widget_class_bind_template_callback (widget_class, date_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_install_action (widget_class, "date.show", NULL, show_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_date_dialog_init (CsDateDialog *self)
{
  const char *names[] = { _("Previous month"), _("Next month"), _("Previous year"), _("Next year"), NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  name_buttons (GTK_WIDGET (self->calendar), names);
  date_changed_cb (self);
}

/**
 * cs_date_dialog_present:
 * @parent: the window to stand above
 *
 * Asks for a day.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
CsDateDialog *
cs_date_dialog_present (GtkWindow *parent)
{
  CsDateDialog *self = g_object_new (CS_TYPE_DATE_DIALOG, "transient-for", parent, NULL);

  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));

  return self;
}
