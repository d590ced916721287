/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scrolls a conversation of a profile from its end towards its beginning, a page a frame; then opens the other one, and goes to a
 * message far from its end. Prints milliseconds of the main thread's own time for each page, and the most of them at a stretch, for
 * each of the three; and megabytes of memory that nobody else has a part in, before and after the scrolling.
 *
 * Usage: bench-scroll PROFILE PAGES */

#include <stdlib.h>
#include <string.h>

#include "ui/cs-chat-view.h"

#include "bench-lib.h"
#include "bench-still.h"
#include "bench-stretch.h"
#include "cs-test-engine.h"

/* Pages before anything is measured: rows and their styles are made the first time, and the store fills its cache. */
#define WARM 200

/* Frames without any news after which the conversation has no more to show. */
#define STILL 120

typedef struct {
  GtkAdjustment *adjustment;
  guint          pages;
  guint          done;
  guint          still;
  gboolean       over;
} Scroll;

static double
get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL) || !(line = strstr (text, "Private_Dirty:")))
    g_error ("The kernel does not tell the size of this process.");

  return strtod (line + strlen ("Private_Dirty:"), NULL) / 1024;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Scroll *scroll = user_data;
  double before = gtk_adjustment_get_value (scroll->adjustment);
  double page = gtk_adjustment_get_page_increment (scroll->adjustment);

  gtk_adjustment_set_value (scroll->adjustment, before - page);
  scroll->still = gtk_adjustment_get_value (scroll->adjustment) < before ? 0 : scroll->still + 1;
  if (scroll->still == 0)
    scroll->done++;
  gtk_widget_queue_draw (widget);
  if (scroll->done < scroll->pages && scroll->still < STILL)
    return G_SOURCE_CONTINUE;

  scroll->over = TRUE;

  return G_SOURCE_REMOVE;
}

/* Returns how many pages there were. */
static guint
scroll_up (GtkWidget *view,
           guint      pages)
{
  Scroll scroll = { .pages = pages };

  scroll.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  gtk_widget_add_tick_callback (view, tick_cb, &scroll, NULL);
  bench_wait (scroll.over);

  return MAX (scroll.done, 1);
}

static CsConversation *
get_conversation (CsProfile *profile,
                  guint      position)
{
  return g_list_model_get_item (cs_profile_get_conversations (profile), position);
}

static void
open_other (CsProfile *profile,
            GtkWidget *view)
{
  g_autoptr (CsConversation) other = get_conversation (profile, 1);
  gint64 last = cs_message_get_id (cs_conversation_get_last_message (other));

  cs_chat_view_set_conversation (CS_CHAT_VIEW (view), other);
  bench_still_print (view, "open");
  /* Its messages have one number after the other, and no smaller ones than half of the last. */
  cs_chat_view_show_message (CS_CHAT_VIEW (view), other, last - last / 4, NULL);
  bench_still_print (view, "jump");
}

static GtkWidget *
open_view (CsProfile *profile)
{
  g_autoptr (CsConversation) conversation = get_conversation (profile, 0);
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = g_object_new (CS_TYPE_CHAT_VIEW, NULL);

  gtk_css_provider_load_from_resource (style, "/org/countersign/Countersign/style.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 560);
  cs_chat_view_set_conversation (CS_CHAT_VIEW (view), conversation);
  gtk_window_present (GTK_WINDOW (window));

  return view;
}

int
main (int    argc,
      char **argv)
{
  CsProfile *profile;
  GtkWidget *view;
  gint64 start;
  guint done;

  adw_init ();
  profile = cs_test_engine_open (argv[1], NULL);
  view = open_view (profile);
  scroll_up (view, WARM);
  bench_print ("before", get_memory ());

  start = bench_get_worked ();
  bench_stretch_begin ();
  done = scroll_up (view, (guint) atoi (argv[2]));
  bench_print ("page", (double) (bench_get_worked () - start) / 1000 / done);
  bench_still_print (view, "busy");
  bench_print ("pages", done);
  bench_print ("after", get_memory ());
  open_other (profile, view);

  bench_stretch_end ();
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (view)));
  cs_test_engine_close (profile);

  return 0;
}
