/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-date-dialog.h"

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
  gtk_widget_class_install_action (widget_class, "date.show", NULL, show_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "date.show", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "date.show", NULL);
}

static void
cs_date_dialog_init (CsDateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
