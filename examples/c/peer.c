/*
 * A peer of peer-to-peer: who creates the memory first initialises it, and 183 tells who came second. Enter ends the
 * first one, and with it the memory.
 *
 *   peer [--original] [--ready] [--text TEXT]
 */
#include "example.h"

#define SIZE 1024
#define READY_AT (SIZE - 4)

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  int flag = has(argc, argv, "--ready");
  const char *text = option(argc, argv, "--text", "Update");
  print_at_once();

  /* Whoever has the mutex is alone from the question who comes first to the last byte. An owner that died (0x80) has
   * taken the memory with it. */
  HANDLE mutex = mended ? CreateMutexA(NULL, FALSE, "penghaoMutex") : NULL;
  if (mended && mutex == NULL) fail("CreateMutex");
  if (mended) WaitForSingleObject(mutex, INFINITE);

  HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, SIZE, "penghao");
  int second = GetLastError() == ERROR_ALREADY_EXISTS;
  if (mended && section == NULL) fail("CreateFileMapping");
  char *memory = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, SIZE);
  if (mended && memory == NULL) fail("MapViewOfFile");
  if (!second) {
    strncpy(memory, text, READY_AT - 1);
    /* Published last: who sees the flag sees the data. */
    if (flag) InterlockedExchange((LONG *)(memory + READY_AT), 1);
  }
  if (mended) ReleaseMutex(mutex);

  int waited = 0;
  while (second && flag && *(volatile LONG *)(memory + READY_AT) == 0) {
    if (waited >= 5000) {
      printf("The first one never said that the data are complete\n");
      return 1;
    }
    Sleep(20);
    waited += 20;
  }
  printf("%s: %s\n", second ? "Came second" : "Came first", memory);
  int wrong = second && strcmp(memory, text) != 0;
  if (!second) getchar();
  UnmapViewOfFile(memory);
  CloseHandle(section);
  if (mended) CloseHandle(mutex);
  return wrong;
}
