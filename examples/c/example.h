/* What all examples share: switches on the command line, and a sentence when a call fails. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/* Whether a switch such as --original was given. */
static inline int has(int argc, char **argv, const char *name) {
  for (int i = 1; i < argc; i++) if (strcmp(argv[i], name) == 0) return 1;
  return 0;
}

/* What stands behind a switch such as --text. */
static inline const char *option(int argc, char **argv, const char *name, const char *otherwise) {
  for (int i = 1; i + 1 < argc; i++) if (strcmp(argv[i], name) == 0) return argv[i + 1];
  return otherwise;
}

/* Ends the program. */
static inline void fail(const char *call) {
  printf("%s failed with %lu\n", call, GetLastError());
  exit(1);
}

/* How long what was read is kept open, in milliseconds: --pause MS. */
static inline void pause_as_told(int argc, char **argv) { Sleep((DWORD)atoi(option(argc, argv, "--pause", "0"))); }

/* A pipe is no console: what is printed is to be seen at once there, too. */
static inline void print_at_once(void) { setvbuf(stdout, NULL, _IONBF, 0); }

#endif
