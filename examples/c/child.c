/*
 * The child of parent-and-child (Listing 6.27).
 *
 *   child [--original] [--pause MS] Child
 */
#include "example.h"

#define ID "Local\\sharedmemory"

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  print_at_once();

  HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, ID);
  if (mended && section == NULL) fail("OpenFileMapping");
  char *memory = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
  if (mended && memory == NULL) fail("MapViewOfFile");
  /* The listing does not look: printf shows a null pointer then. */
  printf("Second process: %s\n", memory != NULL ? memory : "(null)");
  pause_as_told(argc, argv);
  UnmapViewOfFile(memory);
  CloseHandle(section);
  /* The listing waits for a key, and the parent with it. */
  if (!mended) getchar();
  return 0;
}
