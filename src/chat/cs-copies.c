/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-copies.h"

#include "sip/cs-message-content.h"

/* A server that keeps messages for who is away keeps also what it offered to us and got no answer for in good time, and hands it out
 * under another Call-ID and without a word that it is the same. What it hands out bears the time of keeping as its Date; that, and
 * what is certain here, tells it from a second equal text, which must never be lost:
 *
 * - Whatever was kept while we were signed in over a connection was offered over that connection first. TCP keeps the order, so it came
 *   in before anything that came in over the same connection later: the copy is of something that is here. Of which text, the answer
 *   tells: it was not given before the server lost patience, which is the Date of the copy.
 * - Where the connection ended before there was an answer, none was given: the server loses patience within a minute.
 * - What was handed out by the store once and is handed out again, on another connection or long after, has the same Date.
 *
 * Each text stands for one copy, so who wrote the same again is heard again. A text that we answered in time stands for none.
 *
 * What this cannot tell, shows twice rather than never: the copy of a text whose answer was on its way when the network, or the
 * program, broke off. Such an answer has nearly always arrived, for it leaves within milliseconds of the text's coming. "It came in
 * shortly before the end" would mean a true second text far more often than a copy, and what would tell them apart, a note for each
 * answer that is on the disk before and after it goes out, is another write for each message. So is a copy of a text that its sender
 * dated, as that Date need not be by the server's clock, and one whose server's clock is ahead of ours. */

/* So long after it began, at the earliest, a server can lose patience with what was offered over a connection. More than the clocks
 * of the two should differ. */
#define OUTSET (5 * G_TIME_SPAN_SECOND)

/* RFC 3261 section 17.1.2.2: Timer F is 32 s, and there may be one more server on the way. */
#define PATIENCE G_TIME_SPAN_MINUTE

/* TCP gives up what nobody takes. */
#define DELAY (15 * G_TIME_SPAN_MINUTE)

/* All that was kept is handed out at once. */
#define BURST (30 * G_TIME_SPAN_SECOND)

#define MAX_KEPT 512

typedef struct {
  char   *id;
  char   *sum;     /* of sender and text */
  gint64  date;    /* 0: it came from its sender */
  gint64  began;   /* the connection that it came over */
  gint64  seen;
  gint64  until;   /* the latest date of a copy; 0: it is not on the disk yet */
} Text;

struct _CsCopies
{
  GQueue texts;  /* the newest first */
  gint64 began;  /* G_MAXINT64: there is no connection that we are signed in over */
};

static void
text_free (Text *text)
{
  g_free (text->id);
  g_free (text->sum);
  g_free (text);
}

static char *
make_sum (const CsCopy *copy)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *text = copy->date != 0 ? cs_message_content_skip_note (copy->text) : copy->text;

  g_checksum_update (sum, (const guchar *) copy->from, -1);
  g_checksum_update (sum, (const guchar *) "", 1);
  g_checksum_update (sum, (const guchar *) text, -1);

  return g_strdup (g_checksum_get_string (sum));
}

static GList *
find (CsCopies   *self,
      const char *id)
{
  for (GList *link = self->texts.head; link; link = link->next) {
    Text *text = link->data;

    if (g_str_equal (text->id, id))
      return link;
  }

  return NULL;
}

static void
forget (CsCopies *self,
        GList    *link)
{
  text_free (link->data);
  g_queue_delete_link (&self->texts, link);
}

static gboolean
is_same (CsCopies     *self,
         const Text   *text,
         const CsCopy *copy)
{
  if (text->until == 0)
    return FALSE;

  if (text->date != 0)
    return text->date == copy->date && (text->began < self->began || text->seen + BURST < copy->now);

  return text->began < G_MAXINT64 - OUTSET && copy->date >= text->began + OUTSET &&
         copy->date <= text->until && copy->date >= text->until - DELAY;
}

/**
 * cs_copies_new:
 *
 * Returns: (transfer full): an empty memory
 */
CsCopies *
cs_copies_new (void)
{
  CsCopies *self = g_new0 (CsCopies, 1);

  g_queue_init (&self->texts);
  self->began = G_MAXINT64;

  return self;
}

/**
 * cs_copies_free:
 * @self: (transfer full): a memory
 *
 * Frees it.
 */
void
cs_copies_free (CsCopies *self)
{
  g_queue_clear_full (&self->texts, (GDestroyNotify) text_free);
  g_free (self);
}

/**
 * cs_copies_begin:
 * @self: a memory
 * @now: the time, in UTC microseconds
 *
 * Notes that we are signed in over a new connection.
 */
void
cs_copies_begin (CsCopies *self,
                 gint64    now)
{
  self->began = now;
}

/**
 * cs_copies_end:
 * @self: a memory
 *
 * Notes that the connection has ended.
 */
void
cs_copies_end (CsCopies *self)
{
  self->began = G_MAXINT64;
}

static Text *
find_original (CsCopies     *self,
               const CsCopy *copy,
               const char   *sum)
{
  if (copy->date == 0)
    return NULL;

  for (GList *link = self->texts.head; link; link = link->next) {
    Text *text = link->data;

    if (g_str_equal (text->sum, sum) && is_same (self, text, copy))
      return text;
  }

  return NULL;
}

static void
add (CsCopies     *self,
     const CsCopy *copy,
     char         *sum)
{
  Text *text = g_new0 (Text, 1);

  text->id = g_strdup (copy->id);
  text->sum = sum;
  text->date = copy->date;
  text->began = self->began;
  text->seen = copy->now;
  g_queue_push_head (&self->texts, text);
  if (self->texts.length > MAX_KEPT)
    forget (self, self->texts.tail);
}

/**
 * cs_copies_take:
 * @self: a memory
 * @copy: a text that came in
 *
 * Looks whether the text is here already because a server kept it, too. If so, the one that is here stands for no other copy any
 * more. Else it is remembered, and stands for no copy before cs_copies_answered() or cs_copies_unanswered().
 *
 * Returns: whether it is here already
 */
gboolean
cs_copies_take (CsCopies     *self,
                const CsCopy *copy)
{
  GList *again = find (self, copy->id);
  g_autofree char *sum = NULL;
  Text *original;

  /* Who had been told that it is kept would not send it again, and who keeps it under its own Call-ID is known by that. */
  if (again) {
    forget (self, again);
    return FALSE;
  }

  sum = make_sum (copy);
  original = find_original (self, copy, sum);
  if (!original) {
    add (self, copy, g_steal_pointer (&sum));
    return FALSE;
  }

  original->date = copy->date;
  original->began = self->began;
  original->seen = copy->now;

  return TRUE;
}

/**
 * cs_copies_answered:
 * @self: a memory
 * @id: what came in
 * @now: the time, in UTC microseconds
 *
 * Notes that a text is on the disk and that its sender was told so.
 */
void
cs_copies_answered (CsCopies   *self,
                    const char *id,
                    gint64      now)
{
  GList *link = find (self, id);

  if (link)
    ((Text *) link->data)->until = now;
}

/**
 * cs_copies_unanswered:
 * @self: a memory
 * @id: what came in
 *
 * Notes that a text is on the disk, but that the connection ended before its sender could be told.
 */
void
cs_copies_unanswered (CsCopies   *self,
                      const char *id)
{
  GList *link = find (self, id);
  Text *text = link ? link->data : NULL;

  if (text)
    text->until = text->seen + PATIENCE;
}

/**
 * cs_copies_failed:
 * @self: a memory
 * @id: what came in
 * @now: the time, in UTC microseconds
 *
 * Notes that a text is not here. Where a server keeps it, it is not to be mistaken for one that is.
 */
void
cs_copies_failed (CsCopies   *self,
                  const char *id,
                  gint64      now)
{
  GList *link = find (self, id);

  if (link)
    forget (self, link);

  self->began = MAX (self->began, now);
  for (link = self->texts.head; link; link = link->next) {
    Text *text = link->data;

    text->began = MAX (text->began, now);
  }
}
