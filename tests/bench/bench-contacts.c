/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the contacts of a profile, types in their search, takes the words out again, and asks whether to import so many more. Prints
 * milliseconds of the main thread's own time, the most of them at a stretch, for each of the four.
 *
 * Usage: bench-contacts PROFILE COUNT */

#include <stdlib.h>

#include "base/cs-vcard.h"
#include "ui/cs-contact-import-dialog.h"
#include "ui/cs-contacts-window.h"

#include "bench-lib.h"
#include "bench-still.h"
#include "bench-stretch.h"
#include "cs-test-engine.h"

/* Everybody at first, then some, in the end nobody. */
static const char * const words[] = { "n", "number 1", "number 12", "nobody" };

static GtkEditable *
find_search (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    GtkEditable *found = GTK_IS_SEARCH_ENTRY (child) ? GTK_EDITABLE (child) : find_search (child);

    if (found)
      return found;
  }

  return NULL;
}

static GPtrArray *
make_cards (guint count)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);

  for (guint i = 0; i < count; i++) {
    g_autofree char *name = g_strdup_printf ("New number %u", i);
    g_autofree char *address = g_strdup_printf ("new%u@example.test", i);
    CsVcard *card = cs_vcard_new (name, NULL);

    g_ptr_array_add (card->addresses, cs_address_parse (address, NULL));
    g_ptr_array_add (cards, card);
  }

  return cards;
}

static void
ask (GtkWidget *window,
     CsProfile *profile,
     guint      count)
{
  g_autoptr (GPtrArray) cards = make_cards (count);
  g_autoptr (GPtrArray) left_out = g_ptr_array_new ();

  bench_still_print (window, "cards");
  cs_contact_import_dialog_present (window, profile, NULL, cards, left_out);
  bench_still_print (window, "ask");
}

static void
look_through (GtkWindow *parent,
              CsProfile *profile,
              guint      count)
{
  GtkWidget *window = GTK_WIDGET (cs_contacts_window_present (parent, profile));
  GtkEditable *search = find_search (window);

  bench_still_print (window, "open");
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    gtk_editable_set_text (search, words[i]);
    bench_still_print (window, "type");
  }
  gtk_editable_set_text (search, "");
  bench_still_print (window, "clear");
  ask (window, profile, count);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  CsProfile *profile;
  GtkWindow *parent;
  GtkWidget *first;

  adw_init ();
  profile = cs_test_engine_open (argv[1], NULL);
  parent = GTK_WINDOW (gtk_window_new ());
  gtk_window_present (parent);

  /* Rows and their styles are made the first time. */
  bench_stretch_begin ();
  first = GTK_WIDGET (cs_contacts_window_present (parent, profile));
  bench_still_print (first, "first");
  gtk_window_destroy (GTK_WINDOW (first));
  look_through (parent, profile, (guint) atoi (argv[2]));
  bench_stretch_end ();

  gtk_window_destroy (parent);
  cs_test_engine_close (profile);

  return 0;
}
