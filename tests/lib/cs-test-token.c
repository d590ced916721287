/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A PKCS #11 module that is SoftHSM with the manners of a smart card: it counts wrong PINs and locks itself, takes its time to sign, and
 * can be pulled out. What it does is told by files in the folder that COUNTERSIGN_TEST_TOKEN names:
 *   tries  how many wrong PINs there were; written by the module itself
 *   slow   a pipe: every signature waits until somebody opens it for writing
 *   gone   the token is not there */

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <p11-kit/pkcs11.h>

#define SOFTHSM "/usr/lib/softhsm/libsofthsm2.so"
#define MAX_TRIES 3

CK_RV C_GetFunctionList (CK_FUNCTION_LIST_PTR_PTR list);

static CK_FUNCTION_LIST functions;
static CK_FUNCTION_LIST_PTR softhsm;

static const char *
find (const char *name)
{
  static __thread char path[PATH_MAX];
  const char *folder = getenv ("COUNTERSIGN_TEST_TOKEN");

  snprintf (path, sizeof path, "%s/%s", folder ? folder : "/nonexistent", name);

  return path;
}

static int
is_there (const char *name)
{
  struct stat info;

  return stat (find (name), &info) == 0;
}

static int
read_tries (void)
{
  FILE *file = fopen (find ("tries"), "r");
  int tries = 0;

  if (file) {
    if (fscanf (file, "%d", &tries) != 1)
      tries = 0;
    fclose (file);
  }

  return tries;
}

static void
write_tries (int tries)
{
  FILE *file = fopen (find ("tries"), "w");

  if (file) {
    fprintf (file, "%d\n", tries);
    fclose (file);
  }
}

static CK_RV
get_token_info (CK_SLOT_ID        slot,
                CK_TOKEN_INFO_PTR info)
{
  CK_RV result = is_there ("gone") ? CKR_TOKEN_NOT_PRESENT : softhsm->C_GetTokenInfo (slot, info);
  int tries = read_tries ();

  if (result != CKR_OK)
    return result;

  info->flags &= ~(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
  if (tries >= MAX_TRIES)
    info->flags |= CKF_USER_PIN_LOCKED;
  else if (tries == MAX_TRIES - 1)
    info->flags |= CKF_USER_PIN_FINAL_TRY;
  else if (tries > 0)
    info->flags |= CKF_USER_PIN_COUNT_LOW;

  return CKR_OK;
}

static CK_RV
open_session (CK_SLOT_ID            slot,
              CK_FLAGS              flags,
              CK_VOID_PTR           data,
              CK_NOTIFY             notify,
              CK_SESSION_HANDLE_PTR session)
{
  return is_there ("gone") ? CKR_TOKEN_NOT_PRESENT : softhsm->C_OpenSession (slot, flags, data, notify, session);
}

static CK_RV
login (CK_SESSION_HANDLE session,
       CK_USER_TYPE      user,
       CK_UTF8CHAR_PTR   pin,
       CK_ULONG          size)
{
  CK_RV result;

  if (user != CKU_USER)
    return softhsm->C_Login (session, user, pin, size);
  if (is_there ("gone"))
    return CKR_DEVICE_REMOVED;
  if (read_tries () >= MAX_TRIES)
    return CKR_PIN_LOCKED;

  result = softhsm->C_Login (session, user, pin, size);
  if (result == CKR_PIN_INCORRECT)
    write_tries (read_tries () + 1);
  else if (result == CKR_OK)
    write_tries (0);

  return result;
}

static CK_RV
sign_init (CK_SESSION_HANDLE session,
           CK_MECHANISM_PTR  mechanism,
           CK_OBJECT_HANDLE  key)
{
  if (is_there ("slow")) {
    int pipe = open (find ("slow"), O_RDONLY | O_CLOEXEC);

    if (pipe >= 0)
      close (pipe);
  }
  if (is_there ("gone"))
    return CKR_DEVICE_REMOVED;

  return softhsm->C_SignInit (session, mechanism, key);
}

CK_RV
C_GetFunctionList (CK_FUNCTION_LIST_PTR_PTR list)
{
  CK_C_GetFunctionList get;
  void *module;

  if (!softhsm) {
    module = dlopen (SOFTHSM, RTLD_NOW | RTLD_LOCAL);
    get = module ? (CK_C_GetFunctionList) dlsym (module, "C_GetFunctionList") : NULL;
    if (!get || get (&softhsm) != CKR_OK)
      return CKR_GENERAL_ERROR;

    functions = *softhsm;
    functions.C_GetFunctionList = C_GetFunctionList;
    functions.C_GetTokenInfo = get_token_info;
    functions.C_OpenSession = open_session;
    functions.C_Login = login;
    functions.C_SignInit = sign_init;
  }
  *list = &functions;

  return CKR_OK;
}
