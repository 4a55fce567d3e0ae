/*
 * The server of file-search (www.cpp-blog.com, second part): it searches a folder and all below it, hands over a record
 * for each file, and at last one without a name.
 *
 *   file-search-server [--original] [--folder FOLDER]
 */
#include "file-search.h"

static HANDLE new_data, read_finish, mutex;
static WIN32_FIND_DATAW *record;
static int mended;

/* Whether the client has taken it over within five seconds. */
static int send_record(const WIN32_FIND_DATAW *found) {
  if (WaitForSingleObject(read_finish, 5000) != WAIT_OBJECT_0) return 0;
  if (!take(mutex, mended)) return 0;
  CopyMemory(record, found, sizeof *found);
  ReleaseMutex(mutex);
  SetEvent(new_data);
  return 1;
}

/* Directories are entered, not sent. Mended, links are not followed, and a path that is too long is passed over. */
static int search(const wchar_t *folder) {
  WIN32_FIND_DATAW found;
  wchar_t pattern[MAX_PATH];
  if (_snwprintf(pattern, MAX_PATH, L"%ls*.*", folder) < 0) return 1;
  HANDLE find = FindFirstFileW(pattern, &found);
  if (find == INVALID_HANDLE_VALUE) return 1;
  int run = 1;
  do {
    if (wcscmp(found.cFileName, L".") == 0 || wcscmp(found.cFileName, L"..") == 0) continue;
    if (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
      wchar_t below[MAX_PATH];
      int is_link = (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
      if (mended && is_link) continue;
      if (_snwprintf(below, MAX_PATH, L"%ls%ls\\", folder, found.cFileName) >= 0) run = search(below);
    } else run = send_record(&found);
  } while (run && FindNextFileW(find, &found));
  FindClose(find);
  return run;
}

int main(int argc, char **argv) {
  wchar_t folder[MAX_PATH] = {0};
  WIN32_FIND_DATAW end = {0};
  mended = !has(argc, argv, "--original");
  print_at_once();
  printf("hallo from server\n");
  MultiByteToWideChar(CP_ACP, 0, option(argc, argv, "--folder", "C:\\"), -1, folder, MAX_PATH - 2);
  if (folder[wcslen(folder) - 1] != L'\\') wcscat(folder, L"\\");

  new_data = OpenEventA(EVENT_MODIFY_STATE, FALSE, NEW_DATA);
  read_finish = OpenEventA(SYNCHRONIZE, FALSE, READ_FINISH);
  mutex = OpenMutexA(SYNCHRONIZE | (mended ? 0 : WRITE_OWNER), FALSE, LOCK_MUTEX);
  if (!new_data || !read_finish || !mutex) fail("Can not get sync handles: the last call");
  HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, RECORD);
  if (section == NULL) fail("OpenFileMapping");
  record = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, sizeof *record);
  if (record == NULL) fail("MapViewOfFile");

  int all = search(folder);
  /* The original sends no last record once it has given up, and the client waits for ever. */
  if (all || mended) send_record(&end);
  WaitForSingleObject(read_finish, 5000);
  printf(all ? "Done.\n" : "Given up.\n");
  UnmapViewOfFile(record);
  CloseHandle(section);
  return all ? 0 : 1;
}
