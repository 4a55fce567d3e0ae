/*
 * The floor of a traced request: the System V calls of request-reply with its default settings, one by one as the trace
 * shows them, in two processes of C that record nothing. The server has a memory agent on a thread of its own. Prints
 * how long each request took, from its first allocation to the next one's, in nanoseconds, one a line.
 *
 *   floor <requests>
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OBJECT = 4096 + 4096, REQUEST_SIZE = 34, REPLY_SIZE = 96 };
enum { CLIENT_QUEUE, SERVER_QUEUE, AGENT_QUEUE, LOCK, KEYS };
enum { WINDOW = 1, GIFT = 1, ANSWER = 2 };
enum { WM_READY = 4096, WM_REQUEST, WM_ACK, WM_REPLY, WM_QUIT };
/* Those of a request and of the next one: the server may still hold the last. */
enum { OBJECTS = 4, SLOT = 0x10000, TOP = 0x70000000 };

static key_t first_key;
static int shmids[OBJECTS];

static uint32_t address_of(int object) { return TOP - (uint32_t)(object + 1) * SLOT; }
static int object_at(uint32_t address) { return (int)((TOP - address) / SLOT) - 1; }
static void *pointer(uint32_t address) { return (void *)(uintptr_t)address; }

struct window_message {
  long type;
  uint32_t id, mp1, mp2;
};
struct gift {
  long type;
  uint32_t tid, question, address, shmid, read_only, tag;
};
struct answer {
  long type;
  uint32_t question, attach_errno, held, protect_errno;
  double times[4];
};
#define SIZE(message) (sizeof(message) - sizeof(long))

static int must(int value, const char *call) {
  if (value != -1) return value;
  perror(call);
  exit(1);
}
#define MUST(call) must((int)(intptr_t)(call), #call)

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static unsigned long attachments(int shmid) {
  struct shmid_ds status;
  MUST(shmctl(shmid, IPC_STAT, &status));
  return status.shm_nattch;
}

/* Whether the owner of a queue lives, and the queue: looked up for each message, as the windows of others are. */
static int find_queue(int which) {
  int set = MUST(semget(first_key + which, 0, 0));
  MUST(semctl(set, 0, GETVAL));
  return MUST(msgget(first_key + which, 0));
}

static void make_queue(int which) {
  int set = MUST(semget(first_key + which, 1, IPC_CREAT | IPC_EXCL | 0600));
  MUST(semctl(set, 0, SETVAL, 1));
  MUST(msgget(first_key + which, IPC_CREAT | IPC_EXCL | 0600));
}

static void remove_queues(void) {
  for (int which = 0; which <= AGENT_QUEUE; which += 1) {
    semctl(semget(first_key + which, 0, 0), 0, IPC_RMID);
    msgctl(msgget(first_key + which, 0), IPC_RMID, NULL);
  }
}

static void post(int which, uint32_t id, uint32_t mp1, uint32_t mp2) {
  struct window_message message = {WINDOW, id, mp1, mp2};
  MUST(msgsnd(find_queue(which), &message, SIZE(message), IPC_NOWAIT));
}

static struct window_message receive(int queue) {
  struct window_message message;
  MUST(msgrcv(queue, &message, SIZE(message), 0, MSG_NOERROR));
  return message;
}

static void allocate(int object) {
  shmids[object] = MUST(shmget(IPC_PRIVATE, OBJECT, IPC_CREAT | IPC_EXCL | 0600));
  MUST(shmat(shmids[object], pointer(address_of(object)), 0));
  attachments(shmids[object]);
}

static void give(int object, pid_t target) {
  MUST(kill(target, 0));
  int queue = find_queue(AGENT_QUEUE);
  struct gift gift = {.type = GIFT, .address = address_of(object), .shmid = (uint32_t)shmids[object]};
  MUST(msgsnd(queue, &gift, SIZE(gift), IPC_NOWAIT));
  struct answer answer;
  MUST(msgrcv(queue, &answer, SIZE(answer), ANSWER, MSG_NOERROR));
  attachments(shmids[object]);
}

/* Whoever lets go last removes the segment, under a lock that is made and removed with it. */
static void let_go(int object) {
  struct shmid_ds status;
  MUST(shmdt(pointer(address_of(object))));
  if (shmctl(shmids[object], IPC_STAT, &status) == -1 || status.shm_nattch > 0) return;
  struct sembuf acquire[] = {{0, 0, 0}, {0, 1, SEM_UNDO}};
  struct timespec patience = {2, 0};
  int lock;
  do lock = MUST(semget(first_key + LOCK, 1, IPC_CREAT | 0600));
  while (semtimedop(lock, acquire, 2, &patience) == -1);
  /* The other one may have removed it since. */
  if (shmctl(shmids[object], IPC_STAT, &status) != -1 && status.shm_nattch == 0)
    MUST(shmctl(shmids[object], IPC_RMID, NULL));
  MUST(semctl(lock, 0, IPC_RMID));
}

static void *serve_gifts(void *unused) {
  int queue = msgget(first_key + AGENT_QUEUE, 0);
  for (;;) {
    struct gift gift;
    if (msgrcv(queue, &gift, SIZE(gift), GIFT, MSG_NOERROR) == -1) return unused;
    MUST(shmat((int)gift.shmid, pointer(gift.address), 0));
    attachments((int)gift.shmid);
    shmids[object_at(gift.address)] = (int)gift.shmid;
    struct answer answer = {.type = ANSWER};
    MUST(msgsnd(queue, &answer, SIZE(answer), IPC_NOWAIT));
  }
}

static void serve(void) {
  char copy[4096];
  pthread_t agent;
  int queue = msgget(first_key + SERVER_QUEUE, 0);
  pthread_create(&agent, NULL, serve_gifts, NULL);
  post(CLIENT_QUEUE, WM_READY, 0, 0);
  for (;;) {
    struct window_message message = receive(queue);
    if (message.id == WM_QUIT) break;
    int request = object_at(message.mp1), reply = object_at(message.mp2);
    attachments(shmids[request]);
    memcpy(copy, pointer(message.mp1), sizeof copy);
    post(CLIENT_QUEUE, WM_ACK, message.mp1, 0);
    attachments(shmids[reply]);
    memcpy(pointer(message.mp2), copy, REPLY_SIZE);
    post(CLIENT_QUEUE, WM_REPLY, message.mp2, 0);
    let_go(request);
    let_go(reply);
  }
}

static void ask(long requests, pid_t server) {
  char copy[4096] = "a request";
  int queue = msgget(first_key + CLIENT_QUEUE, 0);
  receive(queue);
  uint64_t before = now();
  for (long count = 0; count < requests; count += 1) {
    int request = count % 2 ? 2 : 0, reply = request + 1;
    for (int object = request; object <= reply; object += 1) {
      allocate(object);
      give(object, server);
    }
    memcpy(pointer(address_of(request)), copy, REQUEST_SIZE);
    post(SERVER_QUEUE, WM_REQUEST, address_of(request), address_of(reply));
    receive(queue);
    let_go(request);
    receive(queue);
    memcpy(copy, pointer(address_of(reply)), sizeof copy);
    let_go(reply);
    uint64_t after = now();
    printf("%llu\n", (unsigned long long)(after - before));
    before = after;
  }
  post(SERVER_QUEUE, WM_QUIT, 0, 0);
}

int main(int count, char **arguments) {
  long requests = count > 1 ? atol(arguments[1]) : 0;
  static char buffer[1 << 20];
  /* Nothing is written while it is measured. */
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  /* Below the keys of Sharemem's names, and no other process's. */
  first_key = 0x57000000 + getpid() * KEYS % 0x1000000;
  for (int which = 0; which <= AGENT_QUEUE; which += 1) make_queue(which);
  /* Whichever of the two fails wakes the other. */
  atexit(remove_queues);
  pid_t server = MUST(fork());
  if (server == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    serve();
    _exit(0);
  }
  ask(requests, server);
  int status;
  waitpid(server, &status, 0);
  return status == 0 ? 0 : 1;
}
