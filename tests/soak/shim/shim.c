/*
 * Preloaded into the processes of a run: counts their System V calls, and kills the process before or after one of
 * them, or lets that one fail. SHAREMEM_SHIM holds "<half> <number> <what>": half is client (the host) or server (its
 * helper), number counts from 1, what is before, after, or the errno to fail with. SHAREMEM_SHIM_COUNT names a file
 * to which each half appends "<half> <calls>\n" at its end, and "struck\n" when it was hit.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

enum what { NOTHING, BEFORE, AFTER, FAIL };

static atomic_int calls;
static int number;
static int error;
static enum what what;
static char half[8] = "client";

static void read_command_line(void) {
  char text[4096] = {0};
  int file = open("/proc/self/cmdline", O_RDONLY);
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length > 0 && memmem(text, (size_t)length, "participant/helper.cjs", 22)) strcpy(half, "server");
}

__attribute__((constructor)) static void begin(void) {
  char wanted[8], action[16];
  const char *shim = getenv("SHAREMEM_SHIM");
  read_command_line();
  if (!shim || sscanf(shim, "%7s %d %15s", wanted, &number, action) != 3 || strcmp(wanted, half)) return;
  error = atoi(action);
  what = error ? FAIL : strcmp(action, "before") ? AFTER : BEFORE;
}

static void note(const char *line) {
  const char *path = getenv("SHAREMEM_SHIM_COUNT");
  int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  if (file < 0) return;
  dprintf(file, "%s", line);
  close(file);
}

__attribute__((destructor)) static void end(void) {
  char line[32];
  snprintf(line, sizeof line, "%s %d\n", half, atomic_load(&calls));
  note(line);
}

static void *original(const char *name) { return dlsym(RTLD_NEXT, name); }

/* Whether this call is to fail; it may not return at all. */
static int strikes(int *mine) {
  *mine = atomic_fetch_add(&calls, 1) + 1 == number;
  if (*mine && what != NOTHING) note("struck\n");
  if (*mine && what == BEFORE) kill(getpid(), SIGKILL);
  if (*mine && what == FAIL) errno = error;
  return *mine && what == FAIL;
}

static void done(int mine) {
  if (mine && what == AFTER) kill(getpid(), SIGKILL);
}

#define SHIM(type, failure, name, parameters, arguments)            \
  type name parameters {                                            \
    static type(*next) parameters;                                  \
    int mine;                                                       \
    if (!next) next = original(#name);                              \
    if (strikes(&mine)) return failure;                             \
    type result = next arguments;                                   \
    int after = errno;                                              \
    done(mine);                                                     \
    errno = after;                                                  \
    return result;                                                  \
  }

SHIM(int, -1, shmget, (key_t key, size_t size, int flags), (key, size, flags))
SHIM(void *, (void *)-1, shmat, (int id, const void *at, int flags), (id, at, flags))
SHIM(int, -1, shmdt, (const void *at), (at))
SHIM(int, -1, shmctl, (int id, int command, struct shmid_ds *buffer), (id, command, buffer))
SHIM(int, -1, msgget, (key_t key, int flags), (key, flags))
SHIM(int, -1, msgsnd, (int id, const void *message, size_t size, int flags), (id, message, size, flags))
SHIM(ssize_t, -1, msgrcv, (int id, void *message, size_t size, long type, int flags), (id, message, size, type, flags))
SHIM(int, -1, msgctl, (int id, int command, struct msqid_ds *buffer), (id, command, buffer))
SHIM(int, -1, semget, (key_t key, int count, int flags), (key, count, flags))
SHIM(int, -1, semop, (int id, struct sembuf *operations, size_t count), (id, operations, count))
SHIM(int, -1, semtimedop, (int id, struct sembuf *operations, size_t count, const struct timespec *timeout),
     (id, operations, count, timeout))

/* V8 changes the protection of its own pages all the time; ours lie in the arena. */
int mprotect(void *at, size_t size, int protection) {
  static int (*next)(void *, size_t, int);
  int mine = 0;
  int ours = (uintptr_t)at >= 0x60000000 && (uintptr_t)at < 0x70000000;
  if (!next) next = original("mprotect");
  if (ours && strikes(&mine)) return -1;
  int result = next(at, size, protection);
  done(mine);
  return result;
}

/* Variadic in C; its fourth argument, where there is one, travels in a register like the others. */
int semctl(int id, int semaphore, int command, ...) {
  static int (*next)(int, int, int, void *);
  __builtin_va_list list;
  int mine;
  __builtin_va_start(list, command);
  void *value = __builtin_va_arg(list, void *);
  __builtin_va_end(list);
  if (!next) next = original("semctl");
  if (strikes(&mine)) return -1;
  int result = next(id, semaphore, command, value);
  int after = errno;
  done(mine);
  errno = after;
  return result;
}
