/*
 * The creator of welcome-text (www.cpp-blog.com, first part). Enter ends it, and with it the section.
 *
 *   welcome-creator [--original] [--local] [--text TEXT]
 */
#include "example.h"

#define BUF_SIZE 2048

int main(int argc, char **argv) {
  int mended = !has(argc, argv, "--original");
  const char *name = has(argc, argv, "--local") ? "Local\\www.cpp-blog.com" : "Global\\www.cpp-blog.com";
  const char *text = option(argc, argv, "--text", "welcome to IPC introduction from www.cpp-blog.com");
  wchar_t data[BUF_SIZE / 2] = {0};
  print_at_once();
  MultiByteToWideChar(CP_ACP, 0, text, -1, data, BUF_SIZE / 2 - 1);

  HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, BUF_SIZE, name);
  if (section == NULL) fail("CreateFileMapping");
  wchar_t *buffer = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, BUF_SIZE);
  if (buffer == NULL) fail("MapViewOfFile");
  /* The original copies the characters only: a new page happens to hold the zero that ends them. */
  CopyMemory(buffer, data, sizeof(wchar_t) * (wcslen(data) + (mended ? 1 : 0)));
  printf("Written; Enter ends it\n");
  getchar();
  UnmapViewOfFile(buffer);
  CloseHandle(section);
  return 0;
}
