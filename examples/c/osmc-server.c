/*
 * The server of one-server-many-clients. Enter ends it.
 *
 *   osmc-server [--original] [--work MS] [--poll MS]
 */
#include "osmc.h"

static DWORD WINAPI wait_for_enter(void *shutdown) {
  /* Without a console or pipe to read from there is nobody who could press it. */
  if (getchar() != EOF) SetEvent(shutdown);
  return 0;
}

/* Whether there is a request; not when the server is closed. The original looks again and again, from a timer. */
static int wait_for_request(HANDLE exec, HANDLE shutdown, DWORD poll, int mended) {
  HANDLE both[] = {exec, shutdown};
  if (mended) return WaitForMultipleObjects(2, both, FALSE, INFINITE) == WAIT_OBJECT_0;
  while (WaitForSingleObject(exec, 0) != WAIT_OBJECT_0) {
    if (WaitForSingleObject(shutdown, poll) == WAIT_OBJECT_0) return 0;
  }
  return 1;
}

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  DWORD work = (DWORD)atoi(option(argc, argv, "--work", "0"));
  DWORD poll = (DWORD)atoi(option(argc, argv, "--poll", "100"));
  print_at_once();

  HANDLE single = CreateMutexA(NULL, FALSE, SERVER_MUTEX);
  if (WaitForSingleObject(single, 0) == WAIT_TIMEOUT) {
    printf("A server is running already\n");
    return 1;
  }
  HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, sizeof(Exchange), SHARED_MEM);
  if (section == NULL) fail("CreateFileMapping");
  if (GetLastError() == ERROR_ALREADY_EXISTS) printf("A server before was ended while clients are running\n");
  Exchange *exchange = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
  if (exchange == NULL) fail("MapViewOfFile");
  HANDLE exec = CreateEventA(NULL, FALSE, FALSE, EXEC_EVENT);
  HANDLE done = CreateEventA(NULL, FALSE, FALSE, DONE_EVENT);
  HANDLE shutdown = CreateEventA(NULL, TRUE, FALSE, NULL);
  CreateThread(NULL, 0, wait_for_enter, shutdown, 0, NULL);

  int answered = 0;
  while (wait_for_request(exec, shutdown, poll, mended)) {
    Exchange request;
    CopyMemory(&request, exchange, sizeof request);
    if (work > 0) Sleep(work);
    snprintf(exchange->reply, sizeof exchange->reply, "reply to %.*s", (int)sizeof request.request, request.request);
    exchange->server = GetCurrentProcessId();
    exchange->answered = request.sequence;
    SetEvent(done);
    printf("Answered process %lu\n", request.client);
    answered++;
  }
  printf("Answered %d\n", answered);
  UnmapViewOfFile(exchange);
  CloseHandle(done);
  CloseHandle(exec);
  CloseHandle(section);
  ReleaseMutex(single);
  CloseHandle(single);
  return 0;
}
