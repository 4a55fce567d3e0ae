/*
 * The creator of peer-to-peer with mode=creator. It starts the opener, where one is named; Enter ends it.
 *
 *   creator [--original] [--text TEXT] [--opener PROGRAM]
 */
#include "example.h"
#include <shellapi.h>

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  const char *text = option(argc, argv, "--text", "Update");
  const char *opener = option(argc, argv, "--opener", NULL);
  print_at_once();

  HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 1024, "penghao");
  if (mended && section == NULL) fail("CreateFileMapping");
  char *memory = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 1024);
  if (mended && memory == NULL) fail("MapViewOfFile");
  strncpy(memory, text, 1023);
  printf("Written; Enter ends it\n");
  if (opener != NULL) ShellExecuteA(NULL, "open", opener, NULL, NULL, SW_SHOW);
  getchar();
  if (mended) {
    UnmapViewOfFile(memory);
    CloseHandle(section);
  }
  return 0;
}
