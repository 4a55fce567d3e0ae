/*
 * The parent of parent-and-child (Listing 6.27).
 *
 *   parent [--original] [--text TEXT] [--child COMMAND]
 *
 * It starts COMMAND with the parameter Child, and waits for it; without, somebody else starts a child, and Enter ends it.
 */
#include "example.h"

#define ID "Local\\sharedmemory"
#define SIZE 1024

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  const char *text = option(argc, argv, "--text", "Data from first process");
  const char *child = option(argc, argv, "--child", NULL);
  print_at_once();

  HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, SIZE, ID);
  if (mended && section == NULL) fail("CreateFileMapping");
  char *memory = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
  if (mended && memory == NULL) fail("MapViewOfFile");
  strncpy(memory, text, SIZE - 1);
  printf("First process: %s\n", memory);

  if (child != NULL) {
    char line[1024];
    STARTUPINFOA startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process = {0};
    snprintf(line, sizeof line, "%s Child", child);
    BOOL started = CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process);
    if (mended && !started) fail("CreateProcess");
    WaitForSingleObject(process.hProcess, INFINITE);
    if (mended) {
      CloseHandle(process.hThread);
      CloseHandle(process.hProcess);
    }
  }
  if (child == NULL || !mended) getchar();
  UnmapViewOfFile(memory);
  CloseHandle(section);
  return 0;
}
