/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-expiry-watch.h"

#include "cs-expiry.h"
#include "cs-session.h"
#include "cs-words.h"

/* The clock may be set, and a computer sleep, while a timer runs. */
#define MAX_WAIT (24 * 3600)

/* The file has a group for each certificate, named by its SHA-256. */
#define KEY_TOLD "told"
#define KEY_ENDS "ends"

struct _CsExpiryWatch
{
  GObject        parent_instance;

  CsKeptFile    *file;
  GListModel    *sessions;
  CsAnchorStore *anchors;
  CsExpiryClock  clock;
  gboolean       started;
  gboolean       loaded;
  guint          timer_id;
  guint          look_id;
};

/* One look at everything. */
typedef struct {
  gint64 now;
  gint64 next;
} Look;

G_DEFINE_FINAL_TYPE (CsExpiryWatch, cs_expiry_watch, G_TYPE_OBJECT)

enum {
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void queue_look (CsExpiryWatch *self);

static gint64
get_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Whether it has not been told yet that the certificate ends so soon; from now on it has been. */
static gboolean
take_note (CsExpiryWatch *self,
           CsCertificate *certificate,
           guint          days)
{
  GKeyFile *file = cs_kept_file_get (self->file);
  const char *group = cs_certificate_get_sha256 (certificate);
  int told = g_key_file_get_integer (file, group, KEY_TOLD, NULL);

  if (days == 0 || (told > 0 && (guint) told <= days))
    return FALSE;

  g_key_file_set_integer (file, group, KEY_TOLD, (int) days);
  g_key_file_set_int64 (file, group, KEY_ENDS, cs_certificate_get_not_after (certificate));
  cs_kept_file_touch (self->file);

  return TRUE;
}

static void
look_at (CsExpiryWatch *self,
         Look          *look,
         CsExpiryKind   kind,
         CsCertificate *certificate,
         const char    *name)
{
  gint64 begin = cs_certificate_get_not_before (certificate);
  gint64 end = cs_certificate_get_not_after (certificate);
  gint64 next = cs_expiry_get_next (begin, end, look->now);

  if (next != 0 && (look->next == 0 || next < look->next))
    look->next = next;

  if (take_note (self, certificate, cs_expiry_get_threshold (begin, end, look->now))) {
    g_autofree char *words = cs_words_for_expiry (kind, name, end, look->now);

    g_signal_emit (self, signals[SIGNAL_NOTICE], 0, words);
  }
}

static void
look_at_sessions (CsExpiryWatch *self,
                  Look          *look)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);
    CsVerdict *verdict = cs_session_get_verdict (session);
    CsCertificate *own = cs_own_certificate_get_certificate (cs_session_get_own_certificate (session));
    CsAddress *address = cs_account_get_address (cs_session_get_account (session));

    if (verdict && cs_verdict_is_accepted (verdict))
      look_at (self, look, CS_EXPIRY_OF_SERVER, cs_verdict_get_leaf (verdict),
               cs_reference_identity_get_display (cs_verdict_get_identity (verdict)));
    if (own)
      look_at (self, look, CS_EXPIRY_OF_CLIENT, own, cs_address_get_display (address));
  }
}

static void
look_at_authorities (CsExpiryWatch *self,
                     Look          *look)
{
  GListModel *anchors = cs_anchor_store_list (self->anchors, CS_ANCHOR_IMPORTED);

  for (guint i = 0; i < g_list_model_get_n_items (anchors); i++) {
    g_autoptr (CsAnchor) anchor = g_list_model_get_item (anchors, i);
    CsCertificate *certificate = cs_anchor_get_certificate (anchor);

    look_at (self, look, CS_EXPIRY_OF_AUTHORITY, certificate, cs_certificate_get_title (certificate));
  }
}

/* What has expired will not be told of any more. */
static void
forget_the_past (CsExpiryWatch *self,
                 gint64         now)
{
  GKeyFile *file = cs_kept_file_get (self->file);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i]; i++) {
    if (g_key_file_get_int64 (file, groups[i], KEY_ENDS, NULL) < now) {
      g_key_file_remove_group (file, groups[i], NULL);
      cs_kept_file_touch (self->file);
    }
  }
}

static gboolean
timer_cb (gpointer user_data)
{
  CsExpiryWatch *self = user_data;

  self->timer_id = 0;
  queue_look (self);

  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (gpointer user_data)
{
  g_autoptr (CsExpiryWatch) self = g_object_ref (user_data);
  Look look = { .now = self->clock () };

  self->look_id = 0;
  forget_the_past (self, look.now);
  look_at_sessions (self, &look);
  look_at_authorities (self, &look);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (look.next != 0 && self->started)
    self->timer_id = g_timeout_add_seconds ((guint) MIN (look.next - look.now, MAX_WAIT), timer_cb, self);

  return G_SOURCE_REMOVE;
}

/* What changes together is looked at once. */
static void
queue_look (CsExpiryWatch *self)
{
  if (self->loaded && !self->look_id)
    self->look_id = g_idle_add (look_cb, self);
}

static void
sessions_changed_cb (CsExpiryWatch *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);
    CsOwnCertificate *own = cs_session_get_own_certificate (session);

    g_signal_handlers_disconnect_by_func (session, queue_look, self);
    g_signal_handlers_disconnect_by_func (own, queue_look, self);
    g_signal_connect_object (session, "notify::verdict", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (own, "notify::certificate", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  }

  queue_look (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsExpiryWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  if (!cs_kept_file_load_finish (CS_KEPT_FILE (object), result, &aside, &error))
    g_message ("What was said of expiring certificates cannot be read: %s", error->message);
  else if (aside)
    g_message ("What was said of expiring certificates was broken. It is kept as “%s”.", aside);

  self->loaded = self->started;
  queue_look (self);
}

static void
cs_expiry_watch_dispose (GObject *object)
{
  CsExpiryWatch *self = CS_EXPIRY_WATCH (object);

  self->started = self->loaded = FALSE;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);

  G_OBJECT_CLASS (cs_expiry_watch_parent_class)->dispose (object);
}

static void
cs_expiry_watch_finalize (GObject *object)
{
  CsExpiryWatch *self = CS_EXPIRY_WATCH (object);

  g_clear_object (&self->file);
  g_clear_object (&self->sessions);
  g_clear_object (&self->anchors);

  G_OBJECT_CLASS (cs_expiry_watch_parent_class)->finalize (object);
}

static void
cs_expiry_watch_class_init (CsExpiryWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_expiry_watch_dispose;
  object_class->finalize = cs_expiry_watch_finalize;

  /**
   * CsExpiryWatch::notice:
   * @self: a watch
   * @words: sentences in the user's language
   *
   * A certificate will expire soon.
   */
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", CS_TYPE_EXPIRY_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cs_expiry_watch_init (CsExpiryWatch *self)
{
}

/**
 * cs_expiry_watch_new:
 * @file: where it is kept what was said; read when the watch starts
 * @sessions: a list of [class@Session]: whose servers and certificates of their own to watch
 * @anchors: whose imported authorities to watch
 * @clock: (nullable): tells the time instead of the computer's
 *
 * Returns: (transfer full): a watch that says nothing yet
 */
CsExpiryWatch *
cs_expiry_watch_new (CsKeptFile    *file,
                     GListModel    *sessions,
                     CsAnchorStore *anchors,
                     CsExpiryClock  clock)
{
  CsExpiryWatch *self = g_object_new (CS_TYPE_EXPIRY_WATCH, NULL);

  self->file = g_object_ref (file);
  self->sessions = g_object_ref (sessions);
  self->anchors = g_object_ref (anchors);
  self->clock = clock ? clock : get_time;
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (anchors, "changed", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  sessions_changed_cb (self);

  return self;
}

/**
 * cs_expiry_watch_start:
 * @self: a watch that somebody listens to
 *
 * Begins to tell. What is told once is not told again, in later runs neither.
 */
void
cs_expiry_watch_start (CsExpiryWatch *self)
{
  g_return_if_fail (CS_IS_EXPIRY_WATCH (self));

  if (self->started)
    return;

  self->started = TRUE;
  cs_kept_file_load_async (self->file, NULL, loaded_cb, g_object_ref (self));
}
