/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-copies.h"

#define EPOCH G_GINT64_CONSTANT (1790000000)
#define NOTE "[Offline message - Sun Nov 22 10:00:00 2026] "

typedef enum {
  END_OF_CASE,
  BEGIN,        /* a connection */
  END,
  LIVE,         /* a text from its sender */
  ANSWER,
  LOSE,         /* the answer, as the connection is gone */
  FAIL,         /* to store it */
  KEPT,         /* a text from a store that is not here yet */
  NEW,          /* the same, answered at once */
  COPY,         /* one that is here */
} What;

/* Times are seconds; those of texts from a store are their dates, and they come at the time of the step before. */
typedef struct {
  What        what;
  int         time;
  const char *id;
  const char *text;
  const char *from;
} Step;

static const struct {
  const char *name;
  Step        steps[12];
} cases[] = {
  { "answered too late",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { COPY, 70, "a", "ok" } } },
  { "answered too late, come again over another connection",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { END, 110 }, { BEGIN, 200 }, { COPY, 70, "a", "ok" } } },
  { "stored too late",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 140, "1" }, { COPY, 130, "a", "ok" } } },
  { "with the store's note",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { COPY, 70, "a", NOTE "ok" } } },
  { "of what begins like the store's note",
    { { BEGIN, 0 }, { LIVE, 100, "1", NOTE "ok" }, { ANSWER, 101, "1" }, { COPY, 70, "a", NOTE NOTE "ok" } } },
  { "as early and as late as can be",
    { { BEGIN, 60 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { COPY, 65, "a", "ok" }, { LIVE, 110, "2", "ok" }, { ANSWER, 111, "2" },
      { COPY, 111, "b", "ok" } } },
  { "a copy of the copy",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { COPY, 70, "a", "ok" }, { END, 110 }, { BEGIN, 200 },
      { COPY, 70, "b", "ok" } } },
  { "each stands for one",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { COPY, 70, "a", "ok" }, { NEW, 71, "b", "ok" } } },
  { "the same said twice, both answered too late",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { LIVE, 100, "2", "ok" }, { ANSWER, 101, "1" }, { ANSWER, 101, "2" },
      { COPY, 70, "a", "ok" }, { COPY, 71, "b", "ok" }, { NEW, 72, "c", "ok" } } },
  { "the same said again, after an answer in time",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 100, "1" }, { END, 101 }, { BEGIN, 200 }, { NEW, 103, "a", "ok" } } },
  { "the same said before, while we were away",
    { { BEGIN, 60 }, { LIVE, 61, "1", "ok" }, { ANSWER, 61, "1" }, { NEW, 50, "a", "ok" } } },
  { "the same said just as we came",
    { { BEGIN, 60 }, { LIVE, 64, "1", "ok" }, { ANSWER, 64, "1" }, { NEW, 62, "a", "ok" } } },
  { "another text",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { NEW, 70, "a", "OK" } } },
  { "another sender",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { NEW, 70, "a", "ok", "sip:carol@example.test" } } },
  { "what is the same text only behind another sender",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { NEW, 70, "a", "k", "sip:bob@example.testo" } } },
  { "much too early",
    { { BEGIN, 0 }, { LIVE, 2000, "1", "ok" }, { ANSWER, 2000, "1" }, { NEW, 70, "a", "ok" } } },
  { "not on the disk yet",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { NEW, 70, "a", "ok" } } },
  { "before anybody was signed in",
    { { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { NEW, 70, "a", "ok" } } },

  { "after the connection had ended",
    { { BEGIN, 0 }, { END, 50 }, { LIVE, 100, "1", "ok" }, { ANSWER, 101, "1" }, { NEW, 70, "a", "ok" } } },
  { "no answer could be given",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { END, 101 }, { LOSE, 101, "1" }, { BEGIN, 300 }, { COPY, 132, "a", "ok" },
      { NEW, 133, "b", "ok" } } },
  { "the same said again, long after no answer could be given",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { END, 101 }, { LOSE, 101, "1" }, { BEGIN, 300 }, { NEW, 170, "a", "ok" } } },
  { "the same request again has an answer",
    { { BEGIN, 0 }, { LIVE, 100, "1", "ok" }, { END, 101 }, { LOSE, 101, "1" }, { BEGIN, 110 }, { LIVE, 111, "1", "ok" },
      { ANSWER, 111, "1" }, { NEW, 105, "a", "ok" }, { END, 112 }, { BEGIN, 300 }, { NEW, 120, "b", "ok" } } },
  { "one that could not be stored is not taken for one that could",
    { { BEGIN, 0 }, { LIVE, 20, "1", "ok" }, { FAIL, 20, "1" }, { LIVE, 40, "2", "ok" }, { ANSWER, 40, "2" }, { NEW, 20, "a", "ok" } } },
  { "nor for one from before",
    { { BEGIN, 0 }, { LIVE, 20, "1", "ok" }, { LIVE, 21, "2", "ok" }, { FAIL, 21, "2" }, { ANSWER, 40, "1" }, { NEW, 21, "a", "ok" } } },

  { "handed out again",
    { { BEGIN, 100 }, { NEW, 50, "a", "ok" }, { END, 101 }, { BEGIN, 102 }, { COPY, 50, "b", "ok" }, { NEW, 50, "c", "ok" } } },
  { "two of one second, handed out at once",
    { { BEGIN, 100 }, { NEW, 50, "a", "ok" }, { NEW, 50, "b", "ok" }, { END, 101 }, { BEGIN, 102 },
      { COPY, 50, "c", "ok" }, { COPY, 50, "d", "ok" }, { NEW, 50, "e", "ok" } } },
  { "handed out again before it was on the disk",
    { { BEGIN, 100 }, { KEPT, 50, "a", "ok" }, { END, 101 }, { BEGIN, 102 }, { NEW, 50, "b", "ok" } } },
  { "handed out again over the same connection",
    { { BEGIN, 100 }, { NEW, 50, "a", "ok" }, { LIVE, 200, "1", "x" }, { COPY, 50, "b", "ok" } } },
  { "kept under its own id",
    { { BEGIN, 100 }, { NEW, 50, "a", "ok" }, { END, 101 }, { BEGIN, 102 }, { NEW, 50, "a", "ok" } } },
};

static void
do_step (CsCopies   *copies,
         const Step *step,
         gint64     *now)
{
  gint64 time = (EPOCH + step->time) * G_USEC_PER_SEC;
  gboolean is_stored = step->what == KEPT || step->what == NEW || step->what == COPY;
  CsCopy copy = { step->id, step->from ? step->from : "sip:bob@example.test", step->text, is_stored ? time : 0 };

  if (!is_stored)
    *now = time;
  copy.now = *now;

  switch (step->what) {
  case BEGIN:
    cs_copies_begin (copies, time);
    break;
  case END:
    cs_copies_end (copies);
    break;
  case ANSWER:
    cs_copies_answered (copies, step->id, time);
    break;
  case LOSE:
    cs_copies_unanswered (copies, step->id);
    break;
  case FAIL:
    cs_copies_failed (copies, step->id, time);
    break;
  case LIVE:
  case KEPT:
  case NEW:
    g_assert_false (cs_copies_take (copies, &copy));
    if (step->what == NEW)
      cs_copies_answered (copies, step->id, *now);
    break;
  case COPY:
    g_assert_true (cs_copies_take (copies, &copy));
    break;
  case END_OF_CASE:
  default:
    g_assert_not_reached ();
  }
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsCopies) copies = cs_copies_new ();
    gint64 now = 0;

    for (guint j = 0; cases[i].steps[j].what != END_OF_CASE; j++) {
      g_test_message ("%s, step %u", cases[i].name, j);
      do_step (copies, &cases[i].steps[j], &now);
    }
  }
}

/* What is oldest is forgotten. */
static void
test_limit (void)
{
  g_autoptr (CsCopies) copies = cs_copies_new ();
  CsCopy copy = { NULL, "sip:bob@example.test", NULL };

  cs_copies_begin (copies, EPOCH * G_USEC_PER_SEC);
  for (guint i = 0; i < 600; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i);

    copy.id = copy.text = number;
    g_assert_false (cs_copies_take (copies, &copy));
    cs_copies_answered (copies, number, (EPOCH + 100) * G_USEC_PER_SEC);
  }

  copy.id = "a";
  copy.date = copy.now = (EPOCH + 70) * G_USEC_PER_SEC;
  copy.text = "1";
  g_assert_false (cs_copies_take (copies, &copy));
  copy.id = "b";
  copy.text = "599";
  g_assert_true (cs_copies_take (copies, &copy));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/copies/tells-copies-from-equal-texts", test_table);
  g_test_add_func ("/copies/forgets-the-oldest", test_limit);

  return g_test_run ();
}
