/* What both sides of request-reply need: docs/protocol.md describes all of it. */
#ifndef RR_H
#define RR_H

#include "example.h"
#include <stdint.h>

enum { WM_READY = 0x1000, WM_REQUEST, WM_ACK, WM_REPLY };
/* The OS/2 message WM_QUIT (0x2A) is below WM_USER, and travels above it. */
#define OS2_WM_QUIT (WM_USER + 0x2A)
#define PAGE 4096
#define LARGEST 16384
#define ACKNOWLEDGE_RECEIPT 1
enum { LOOKUP = 1, SEARCH, ECHO };

#pragma pack(push, 1)
typedef struct {
  char magic[4]; /* SHM1 */
  uint32_t version, size, id, hwndReply;
  uint16_t operation, flags;
  uint32_t keyLength;
} Request; /* the key follows, in UTF-8 */
typedef struct {
  char magic[4]; /* SHM2 */
  uint32_t version, size, id, status, sizeNeeded, operation, count;
} Reply; /* elements, or the echoed text, follow */
typedef struct {
  uint16_t number;
  uint8_t period, group;
  char symbol[4];
  double mass;
  char name[24], category[24];
} Element;
typedef struct {
  uint32_t kind, address, size, handle, readOnly, tag;
} Gift;
typedef struct {
  uint32_t mapError, held, protectError;
  double mapStart, mapEnd, protectStart, protectEnd;
} Answer;
typedef struct {
  char magic[4]; /* ARN1 */
  uint32_t version, size, flags;
} ArenaRecord; /* one byte for each page follows */
#pragma pack(pop)

_Static_assert(sizeof(Request) == 28 && sizeof(Reply) == 32 && sizeof(Element) == 64, "as protocol.md says");
_Static_assert(sizeof(Gift) == 24 && sizeof(Answer) == 44 && sizeof(ArenaRecord) == 16, "as protocol.md says");

static inline void *at(uint32_t address) { return (void *)(uintptr_t)address; }

/* A queue has so many places: a semaphore named by its thread counts those that are left. */
static inline HANDLE places_of(DWORD thread, LONG capacity) {
  char name[64];
  snprintf(name, sizeof name, "Local\\sharemem.queue.%lu", thread);
  return capacity > 0 ? CreateSemaphoreA(NULL, capacity, capacity, name)
                      : OpenSemaphoreA(SYNCHRONIZE | SEMAPHORE_MODIFY_STATE, FALSE, name);
}

/* Whether the message was queued. */
static inline int post(HWND window, UINT id, WPARAM wide, uint32_t mp2) {
  HANDLE places = places_of(GetWindowThreadProcessId(window, NULL), 0);
  int has_room = places == NULL || WaitForSingleObject(places, 0) == WAIT_OBJECT_0;
  int queued = has_room && PostMessageW(window, id, wide, (LPARAM)mp2);
  if (has_room && !queued && places != NULL) ReleaseSemaphore(places, 1, NULL);
  if (places != NULL) CloseHandle(places);
  return queued;
}

/* A window that only gets messages; its thread's queue has ten places, which `places` counts. */
static inline HWND create_window(HANDLE *places) {
  MSG message;
  PeekMessageW(&message, NULL, WM_USER, WM_USER, PM_NOREMOVE);
  *places = places_of(GetCurrentThreadId(), 10);
  WNDCLASSW class = {.lpfnWndProc = DefWindowProcW, .lpszClassName = L"Sharemem.Example"};
  RegisterClassW(&class);
  HWND window = CreateWindowW(class.lpszClassName, NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
  if (window == NULL) fail("CreateWindow");
  return window;
}

/* The next message to the window; each that is taken leaves its place. */
static inline int next_message(HWND window, HANDLE places, MSG *message) {
  while (GetMessageW(message, NULL, 0, 0) > 0) {
    if (message->hwnd == window) {
      ReleaseSemaphore(places, 1, NULL);
      return 1;
    }
    DispatchMessageW(message);
  }
  return 0;
}

static inline void section_name(char name[32], uint32_t address) { snprintf(name, 32, "Local\\sharemem.%08X", address); }

#endif
