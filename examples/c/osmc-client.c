/*
 * A client of one-server-many-clients. Its exit code is 1 unless all of its requests were answered.
 *
 *   osmc-client [--original] [--name NAME] [--requests N] [--timeout MS]
 */
#include "osmc.h"

/* Whether the reply to this request is there in time. Mended, replies to other requests are passed over. */
static int wait_for_reply(HANDLE done, volatile Exchange *exchange, DWORD sequence, DWORD timeout, int mended) {
  while (WaitForSingleObject(done, timeout) == WAIT_OBJECT_0) {
    if (!mended || (exchange->answered == sequence && exchange->client == GetCurrentProcessId())) return 1;
  }
  return 0;
}

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  const char *name = option(argc, argv, "--name", "client");
  int requests = atoi(option(argc, argv, "--requests", "2"));
  DWORD timeout = (DWORD)atoi(option(argc, argv, "--timeout", "2000"));
  print_at_once();

  HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, SHARED_MEM);
  if (section == NULL) {
    printf("Server is not running\n");
    return 1;
  }
  Exchange *exchange = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
  if (exchange == NULL) fail("MapViewOfFile");
  HANDLE free_mutex = CreateMutexA(NULL, FALSE, FREE_MUTEX);
  HANDLE exec = CreateEventA(NULL, FALSE, FALSE, EXEC_EVENT);
  HANDLE done = CreateEventA(NULL, FALSE, FALSE, DONE_EVENT);

  int answered = 0;
  for (int i = 1; i <= requests; i++) {
    DWORD waited = WaitForSingleObject(free_mutex, INFINITE);
    if (waited != WAIT_OBJECT_0 && !(mended && waited == WAIT_ABANDONED)) {
      printf("The server is not free\n");
      continue;
    }
    if (mended) ResetEvent(done);
    if (mended && waited == WAIT_ABANDONED) ResetEvent(exec);
    DWORD sequence = exchange->sequence + 1;
    snprintf(exchange->request, sizeof exchange->request, "%s, request %d", name, i);
    exchange->client = GetCurrentProcessId();
    exchange->sequence = sequence;
    SetEvent(exec);
    if (wait_for_reply(done, exchange, sequence, timeout, mended)) {
      char expected[sizeof exchange->reply + 16];
      snprintf(expected, sizeof expected, "reply to %s, request %d", name, i);
      printf("%.*s\n", (int)sizeof exchange->reply, exchange->reply);
      if (strncmp(exchange->reply, expected, sizeof exchange->reply) == 0) answered++;
    } else {
      if (mended) ResetEvent(exec);
      printf("Timeout waiting for the server\n");
    }
    ReleaseMutex(free_mutex);
  }
  printf("%d of %d answered\n", answered, requests);
  UnmapViewOfFile(exchange);
  CloseHandle(done);
  CloseHandle(exec);
  CloseHandle(free_mutex);
  CloseHandle(section);
  return answered == requests ? 0 : 1;
}
