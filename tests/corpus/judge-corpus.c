/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Judges the chains of a corpus and prints where it differs from what the corpus expects. See tests/corpus/run. */

#include <stdlib.h>
#include <string.h>

#include "cs-corpus-case.h"
#include "cs-not-judged.h"

#define EXIT_TROUBLE 2

typedef struct {
  guint cases;
  guint held;
} Count;

typedef struct {
  CsNotJudged *not_judged;
  gboolean all;
  Count good;
  Count bad;
  Count left_out;
  guint unanswered;
  gint64 longest;
  char *longest_id;
} Run;

static char *
describe (CsVerdict *verdict)
{
  GListModel *problems = cs_verdict_get_problems (verdict);
  GString *text = g_string_new (cs_verdict_is_accepted (verdict) ? "accepted" : "refused");

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);

    g_string_append_printf (text, " %s", cs_problem_kind_get_nick (cs_problem_get_kind (problem)));
    if (cs_problem_get_detail (problem))
      g_string_append_printf (text, " (%s)", cs_problem_get_detail (problem));
  }

  return g_string_free (text, FALSE);
}

static void
note_duration (Run        *run,
               const char *id,
               gint64      duration)
{
  if (duration <= run->longest)
    return;

  run->longest = duration;
  g_free (run->longest_id);
  run->longest_id = g_strdup (id);
}

static void
judge_case (Run        *run,
            JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCorpusCase) corpus_case = cs_corpus_case_read (object, &error);
  g_autoptr (CsVerdict) verdict = NULL;
  g_autofree char *words = NULL;
  gboolean held;
  Count *count;
  gint64 start;

  if (!corpus_case) {
    run->unanswered++;
    g_print ("cannot answer %s: %s\n", json_object_get_string_member_with_default (object, "id", "?"), error->message);
    return;
  }

  start = g_get_monotonic_time ();
  verdict = cs_corpus_case_judge (corpus_case);
  note_duration (run, corpus_case->id, g_get_monotonic_time () - start);
  held = cs_verdict_is_accepted (verdict) == corpus_case->good;
  count = corpus_case->good ? &run->good : &run->bad;
  if (cs_not_judged_contains (run->not_judged, corpus_case->id))
    count = &run->left_out;
  count->cases++;
  count->held += held;
  if (held || (count == &run->left_out && !run->all))
    return;

  words = describe (verdict);
  g_print ("%s %s: expected %s, %s\n",
           count == &run->left_out ? "not judged" : "DIFFERENT", corpus_case->id, corpus_case->good ? "SUCCESS" : "FAILURE", words);
}

static JsonParser *
read_corpus (const char  *path,
             GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GFile) file = g_file_new_for_path (strcmp (path, "-") == 0 ? "/dev/stdin" : path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);

  if (!stream || !json_parser_load_from_stream (parser, G_INPUT_STREAM (stream), NULL, error))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)) ||
      !json_object_has_member (json_node_get_object (json_parser_get_root (parser)), "testcases")) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no member \"testcases\"");
    return NULL;
  }

  return g_steal_pointer (&parser);
}

static int
judge_corpus (Run         *run,
              const char  *path,
              const char  *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = read_corpus (path, &error);
  JsonArray *cases;

  if (!parser) {
    g_printerr ("%s: %s\n", name, error->message);
    return EXIT_TROUBLE;
  }

  cases = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "testcases");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    judge_case (run, json_array_get_object_element (cases, i));

  g_print ("%s: refused %u of %u, accepted %u of %u; not judged %u (%u differ); unanswered %u; at most %.1f ms (%s)\n", name,
           run->bad.held, run->bad.cases, run->good.held, run->good.cases,
           run->left_out.cases, run->left_out.cases - run->left_out.held, run->unanswered,
           run->longest / 1000.0, run->longest_id ? run->longest_id : "no case");

  return run->bad.held == run->bad.cases && run->good.held == run->good.cases && run->unanswered == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *not_judged = NULL;
  g_autofree char *name = NULL;
  g_autofree char *longest_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE");
  Run run = { NULL };
  const GOptionEntry entries[] = {
    { "not-judged", 0, 0, G_OPTION_ARG_FILENAME, &not_judged, "Which cases don't count", "FILE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "The corpus, where it comes on standard input", "NAME" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &run.all, "Print differences that don't count, too", NULL },
    { NULL }
  };
  int status;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2) {
    g_printerr ("%s\n", error ? error->message : "one file");
    return EXIT_TROUBLE;
  }
  if (not_judged && !(run.not_judged = cs_not_judged_read (not_judged, name ? name : argv[1], &error))) {
    g_printerr ("%s: %s\n", not_judged, error->message);
    return EXIT_TROUBLE;
  }

  status = judge_corpus (&run, argv[1], name ? name : argv[1]);
  longest_id = run.longest_id;
  g_clear_pointer (&run.not_judged, cs_not_judged_free);

  return status;
}
