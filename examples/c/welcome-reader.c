/*
 * The reader of welcome-text (www.cpp-blog.com, first part).
 *
 *   welcome-reader [--local] [--pause MS]
 */
#include "example.h"

#define BUF_SIZE 2048

int main(int argc, char **argv) {
  const char *name = has(argc, argv, "--local") ? "Local\\www.cpp-blog.com" : "Global\\www.cpp-blog.com";
  print_at_once();

  HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, name);
  if (section == NULL) fail("OpenFileMapping");
  wchar_t *buffer = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, BUF_SIZE);
  if (buffer == NULL) fail("MapViewOfFile");
  printf("Server told us : %ls\n", buffer);
  pause_as_told(argc, argv);
  UnmapViewOfFile(buffer);
  CloseHandle(section);
  return 0;
}
