/*
 * A program of somebody else's that does not keep to any protocol.
 *
 *   spiteful hang                 does nothing, for a minute
 *   spiteful crash                ends with an access violation
 *   spiteful full NAME SIZE       makes the section, filled without any zero; Enter ends it
 *   spiteful hold NAME            opens the section and keeps it, for a minute
 *   spiteful noise                asks the server with garbage in every field, and ends with the mutex
 *   spiteful abandon              takes the mutex of the clients, asks, and ends after a while without a word
 *   spiteful record                hands the client of file-search a record without any zero, and then ends
 *   spiteful flood                prints without end
 */
#include "file-search.h"
#include "osmc.h"

static int is(const char *what, char **argv) { return strcmp(argv[1], what) == 0; }

static Exchange *open_exchange(void) {
  HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, SHARED_MEM);
  Exchange *exchange = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
  if (exchange == NULL) fail("MapViewOfFile");
  return exchange;
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  print_at_once();
  if (is("hang", argv)) Sleep(60000);
  if (is("crash", argv)) *(volatile int *)NULL = 1;
  if (is("full", argv) && argc > 3) {
    DWORD size = (DWORD)atoi(argv[3]);
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, size, argv[2]);
    char *memory = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    if (memory == NULL) fail("MapViewOfFile");
    /* All of its last page, too: a view reaches to its end. */
    memset(memory, 'x', (size + 4095) / 4096 * 4096);
    getchar();
  }
  if (is("hold", argv) && argc > 2) {
    if (OpenFileMappingA(FILE_MAP_READ, FALSE, argv[2]) == NULL) fail("OpenFileMapping");
    printf("held\n");
    Sleep(60000);
  }
  if (is("noise", argv) || is("abandon", argv)) {
    Exchange *exchange = open_exchange();
    HANDLE mutex = CreateMutexA(NULL, FALSE, FREE_MUTEX);
    WaitForSingleObject(mutex, INFINITE);
    if (is("noise", argv)) memset(exchange, 0xff, sizeof *exchange);
    else exchange->sequence++;
    SetEvent(CreateEventA(NULL, FALSE, FALSE, EXEC_EVENT));
    printf("asked\n");
    /* Until somebody else waits for the mutex, too. */
    Sleep(is("noise", argv) ? 300 : 6000);
    ExitProcess(0);
  }
  if (is("record", argv)) {
    HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, RECORD);
    char *record = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (record == NULL) fail("MapViewOfFile");
    WaitForSingleObject(OpenMutexA(SYNCHRONIZE, FALSE, LOCK_MUTEX), INFINITE);
    memset(record, 0xd8, sizeof(WIN32_FIND_DATAW));
    SetEvent(OpenEventA(EVENT_MODIFY_STATE, FALSE, NEW_DATA));
    /* It ends with the mutex. */
    ExitProcess(0);
  }
  if (is("flood", argv)) for (;;) printf("%01000d\n", 0);
  return 0;
}
