/*
 * The client of file-search (www.cpp-blog.com, second part): it makes the objects, starts the server, and prints the
 * files that the server finds, until a record without a name comes.
 *
 *   file-search-client [--original] [--server PROGRAM] [--delay MS]
 *
 * Without PROGRAM somebody else starts a server.
 */
#include "file-search.h"
#include <shellapi.h>

/* Whether there is a new record. Mended, a server that has ended without the last one is noticed. */
static int wait_for_data(HANDLE new_data, HANDLE server) {
  HANDLE both[] = {new_data, server};
  return WaitForMultipleObjects(server != NULL ? 2 : 1, both, FALSE, INFINITE) == WAIT_OBJECT_0;
}

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  const char *program = option(argc, argv, "--server", NULL);
  DWORD delay = (DWORD)atoi(option(argc, argv, "--delay", "0"));
  print_at_once();

  HANDLE new_data = CreateEventA(NULL, FALSE, FALSE, NEW_DATA);
  HANDLE read_finish = CreateEventA(NULL, FALSE, TRUE, READ_FINISH);
  HANDLE mutex = CreateMutexA(NULL, TRUE, LOCK_MUTEX);
  if (!new_data || !read_finish || !mutex) fail("Can not get sync handles: the last call");
  HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, sizeof(WIN32_FIND_DATAW), RECORD);
  if (section == NULL) fail("CreateFileMapping");
  WIN32_FIND_DATAW *record = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, sizeof *record);
  if (record == NULL) fail("MapViewOfFile");

  SetEvent(read_finish);
  ReleaseMutex(mutex);
  SHELLEXECUTEINFOA info = {.cbSize = sizeof info, .lpVerb = "open", .nShow = SW_SHOW, .lpFile = program};
  if (mended) info.fMask = SEE_MASK_NOCLOSEPROCESS;
  if (program != NULL && !ShellExecuteExA(&info)) fail("ShellExecuteEx");

  int found = 0, last = 0;
  while (!last && wait_for_data(new_data, info.hProcess)) {
    if (!take(mutex, mended)) break;
    WIN32_FIND_DATAW copy = *record;
    copy.cFileName[MAX_PATH - 1] = 0;
    last = copy.cFileName[0] == 0;
    if (!last) printf("File found : %ls\n", copy.cFileName);
    found += !last;
    if (!last && delay > 0) Sleep(delay);
    ReleaseMutex(mutex);
    SetEvent(read_finish);
  }
  printf("Done, %d files.%s\n", found, last ? "" : " The server has ended before the last record.");
  UnmapViewOfFile(record);
  CloseHandle(section);
  CloseHandle(read_finish);
  CloseHandle(new_data);
  CloseHandle(mutex);
  return last ? 0 : 1;
}
