/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For accept4() and struct ucred. */
#define _GNU_SOURCE

#include "cs-transport.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/cs-error.h"

#include "cs-sip-layout.h"

/* Sofia makes every "tls" connection through connect_link() below. What it asks for is a number that stands for one opened
 * connection of one account's link; the bytes then pass through a socket inside this process. */

#define PORT 5061

/* RFC 6666: the discard-only prefix 100::/64, routed nowhere should it ever get out. */
static const guint8 discard_prefix[8] = { 0x01, 0x00 };

static GHashTable *splices;
static guint32 last_number;

/* Returns the number in an address of ours, or 0. */
static guint32
read_number (const struct sockaddr *address)
{
  const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) address;
  guint32 high, low;

  if (!address || address->sa_family != AF_INET6 || ntohs (in6->sin6_port) != PORT ||
      memcmp (in6->sin6_addr.s6_addr, discard_prefix, sizeof discard_prefix) != 0)
    return 0;

  memcpy (&high, in6->sin6_addr.s6_addr + 8, sizeof high);
  memcpy (&low, in6->sin6_addr.s6_addr + 12, sizeof low);

  return high == 0 ? ntohl (low) : 0;
}

/* An abstract address that the kernel picks. */
static int
open_listener (struct sockaddr_un *address,
               socklen_t          *length)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd < 0)
    return -1;

  memset (address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  *length = sizeof *address;

  if (bind (fd, (struct sockaddr *) address, sizeof address->sun_family) < 0 ||
      listen (fd, 4) < 0 ||
      getsockname (fd, (struct sockaddr *) address, length) < 0) {
    close (fd);
    return -1;
  }

  return fd;
}

static gboolean
is_ourselves (int fd)
{
  struct ucred peer;
  socklen_t length = sizeof peer;

  return getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.pid == getpid () && peer.uid == getuid ();
}

/* Somebody else may have been quicker to connect; they are turned away. */
static int
accept_ourselves (int listener)
{
  int fd;

  while ((fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
    if (is_ourselves (fd))
      return fd;
    close (fd);
  }

  return -1;
}

static tport_t *
connect_link (CsTportPrimary  *primary,
              su_addrinfo_t   *target,
              const tp_name_t *name)
{
  CsSplice *splice = g_hash_table_lookup (splices, GUINT_TO_POINTER (read_number (target->ai_addr)));
  struct sockaddr_un address;
  su_addrinfo_t info = { 0 };
  socklen_t length;
  tport_t *tport;
  int listener, fd;

  if (!splice || !cs_splice_is_open (splice)) {
    errno = ECONNREFUSED;
    return NULL;
  }

  listener = open_listener (&address, &length);
  if (listener < 0)
    return NULL;

  info.ai_family = AF_UNIX;
  info.ai_socktype = SOCK_STREAM;
  info.ai_addr = (struct sockaddr *) &address;
  info.ai_addrlen = length;

  tport = tport_base_connect (primary, &info, target, name);
  if (!tport) {
    int saved = errno;

    close (listener);
    errno = saved;
    return NULL;
  }

  /* Without an other end, Sofia finds the connection closed as soon as it looks. */
  fd = accept_ourselves (listener);
  close (listener);
  if (fd >= 0)
    cs_splice_attach (splice, fd);
  tport_set_secondary_timer (tport);

  return tport;
}

static int
init_secondary (tport_t     *self,
                int          socket,
                int          accepted,
                const char **reason)
{
  /* It sets TCP_NODELAY first, which a local socket refuses. */
  if (tport_tcp_init_secondary (self, socket, accepted, reason) < 0 && errno != EOPNOTSUPP && errno != ENOPROTOOPT)
    return -1;

  return 0;
}

/**
 * cs_transport_register:
 * @error: return location for an error
 *
 * Makes every "tls" connection of Sofia-SIP ours, for the rest of the process's life: Sofia takes the type that was registered
 * last, and forgets none.
 *
 * Returns: %TRUE, or %FALSE with %CS_ERROR_UNSUPPORTED set when the library is not as we know it
 */
gboolean
cs_transport_register (GError **error)
{
  static CsTportTable table;

  if (splices)
    return TRUE;

  if (!cs_sip_layout_check (&tport_tcp_client_vtable, error))
    return FALSE;

  table = tport_tcp_client_vtable;
  table.name = "tls";
  table.connect = connect_link;
  table.init_secondary = init_secondary;

  if (tport_register_type (&table) < 0) {
    g_set_error (error, CS_ERROR, CS_ERROR_UNSUPPORTED, "The SIP library (%s) takes no transport.", sofia_sip_name_version);
    return FALSE;
  }

  splices = g_hash_table_new (NULL, NULL);

  return TRUE;
}

/**
 * cs_transport_add:
 * @splice: (transfer none): where connections to the number go; must be removed before it is freed
 *
 * Returns: a number that was never used before, so that nothing meant for an earlier connection finds its way to this one
 */
guint32
cs_transport_add (CsSplice *splice)
{
  g_return_val_if_fail (splices != NULL, 0);

  g_hash_table_insert (splices, GUINT_TO_POINTER (++last_number), splice);

  return last_number;
}

/**
 * cs_transport_remove:
 * @number: a number
 *
 * From now on connections to @number fail.
 */
void
cs_transport_remove (guint32 number)
{
  g_hash_table_remove (splices, GUINT_TO_POINTER (number));
}

/**
 * cs_transport_get_uri:
 * @number: a number
 *
 * Returns: (transfer full): the URI that Sofia is to send requests to, `sips:[100::N]:5061`; it shows up in no request
 */
char *
cs_transport_get_uri (guint32 number)
{
  return g_strdup_printf ("sips:[100::%x:%x]:%u", number >> 16, number & 0xffff, PORT);
}
