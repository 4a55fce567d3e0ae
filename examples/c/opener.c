/*
 * The opener of peer-to-peer with mode=creator. Its exit code is 1 where it reads something else than TEXT.
 *
 *   opener [--original] [--text TEXT] [--pause MS]
 */
#include "example.h"

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  const char *text = option(argc, argv, "--text", "Update");
  print_at_once();

  HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, "penghao");
  if (section != NULL) printf("Shared data opened successfully\n");
  else if (mended) fail("OpenFileMapping");
  char *memory = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 1024);
  if (mended && memory == NULL) fail("MapViewOfFile");
  /* Where nothing was opened, the listing's strcmp is given a null pointer. */
  int same = strcmp(memory, text) == 0;
  if (same) printf("%s\n", memory);
  pause_as_told(argc, argv);
  UnmapViewOfFile(memory);
  CloseHandle(section);
  return !same;
}
