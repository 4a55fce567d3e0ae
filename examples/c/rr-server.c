/*
 * The server of request-reply. The client's window stands in decimal at the end of its command line.
 *
 *   rr-server WINDOW
 *
 * It knows three elements, and echoes.
 */
#include "rr.h"

static const Element elements[] = {
  {1, 1, 1, "H", 1.008, "Hydrogen", "nonmetal"},
  {26, 4, 8, "Fe", 55.845, "Iron", "transition metal"},
  {79, 6, 11, "Au", 196.966570, "Gold", "transition metal"},
};

/* The objects that this process has mapped, each with its handle of the section. */
static struct { uint32_t address; HANDLE section; } held[16];
static CRITICAL_SECTION lock;

static int place_of(uint32_t address) {
  for (int i = 0; i < 16; i++) if (held[i].address == address) return i;
  return -1;
}

/* Maps a section at the address that it is named by. Returns 0, or the error's code. */
static DWORD map(HANDLE section, uint32_t address) {
  int place = place_of(0);
  if (place < 0) return ERROR_NOT_ENOUGH_MEMORY;
  if (MapViewOfFileEx(section, FILE_MAP_ALL_ACCESS, 0, 0, 0, at(address)) == NULL) return GetLastError();
  held[place].address = address;
  held[place].section = section;
  return 0;
}

/* The memory agent: maps what others give to this process, before they are answered. */
static DWORD WINAPI serve_gifts(void *pipe) {
  for (;;) {
    Gift gift;
    DWORD size;
    if (!ConnectNamedPipe(pipe, NULL) && GetLastError() != ERROR_PIPE_CONNECTED) continue;
    if (ReadFile(pipe, &gift, sizeof gift, &size, NULL) && size == sizeof gift && gift.kind == 1) {
      Answer answer = {0};
      EnterCriticalSection(&lock);
      answer.held = place_of(gift.address) >= 0;
      if (!answer.held) answer.mapError = map((HANDLE)(uintptr_t)gift.handle, gift.address);
      LeaveCriticalSection(&lock);
      WriteFile(pipe, &answer, sizeof answer, &size, NULL);
      FlushFileBuffers(pipe);
    }
    DisconnectNamedPipe(pipe);
  }
  return 0;
}

/* The size of an object that this process may use, without its record; 0 for what is none. What was not given is got. */
static uint32_t take(uint32_t address) {
  EnterCriticalSection(&lock);
  int is_held = place_of(address) >= 0;
  if (!is_held && address != 0) {
    char name[32];
    section_name(name, address);
    HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, name);
    is_held = section != NULL && map(section, address) == 0;
    if (section != NULL && !is_held) CloseHandle(section);
  }
  LeaveCriticalSection(&lock);
  MEMORY_BASIC_INFORMATION view;
  if (!is_held || VirtualQuery(at(address), &view, sizeof view) == 0 || view.RegionSize < 2 * PAGE) return 0;
  /* One page of record is enough for every object up to 16 MB. */
  uint32_t size = (uint32_t)view.RegionSize - PAGE;
  const ArenaRecord *record = at(address + size);
  return memcmp(record->magic, "ARN1", 4) == 0 && record->size == size ? size : 0;
}

static void release(uint32_t address) {
  EnterCriticalSection(&lock);
  int place = place_of(address);
  if (place >= 0) {
    UnmapViewOfFile(at(address));
    CloseHandle(held[place].section);
    held[place].address = 0;
  }
  LeaveCriticalSection(&lock);
}

/* Copies the request out first, and checks the copy: the client may write at any moment. Returns the key's length or -1. */
static int read_request(uint32_t address, uint32_t size, Request *request, char key[LARGEST]) {
  uint32_t room = size < LARGEST ? size : LARGEST;
  char bytes[LARGEST];
  if (room < sizeof *request) return -1;
  memcpy(bytes, at(address), room);
  memcpy(request, bytes, sizeof *request);
  if (memcmp(request->magic, "SHM1", 4) != 0 || request->version != 1) return -1;
  if (request->keyLength > room - sizeof *request) return -1;
  if (request->size != sizeof *request + request->keyLength) return -1;
  memcpy(key, bytes + sizeof *request, request->keyLength);
  return (int)request->keyLength;
}

static void write_reply(uint32_t address, uint32_t size, const Request *request, const char *key) {
  uint32_t room = (size < LARGEST ? size : LARGEST) - sizeof(Reply);
  const void *data = key;
  uint32_t length = 0, fitting;
  if (request->operation == ECHO) length = request->keyLength;
  for (size_t i = 0; request->operation == LOOKUP && i < sizeof elements / sizeof *elements; i++) {
    const char *symbol = elements[i].symbol;
    if (strlen(symbol) != request->keyLength || memcmp(symbol, key, request->keyLength) != 0) continue;
    data = &elements[i];
    length = sizeof(Element);
  }
  fitting = length <= room ? length : request->operation == ECHO ? room : 0;
  Reply reply = {{'S', 'H', 'M', '2'}, 1, sizeof reply + fitting, request->id, 0, sizeof reply + length, request->operation, 0};
  if (fitting < length) reply.status = ERROR_MORE_DATA;
  else if (length == 0 && request->operation != ECHO) reply.status = ERROR_FILE_NOT_FOUND;
  reply.count = request->operation == ECHO ? 1 : fitting / sizeof(Element);
  memcpy((char *)at(address) + sizeof reply, data, fitting);
  memcpy(at(address), &reply, sizeof reply);
}

static void answer(uint32_t request_at, uint32_t reply_at) {
  static char key[LARGEST];
  Request request;
  uint32_t size = take(request_at);
  if (size == 0 || read_request(request_at, size, &request, key) < 0) {
    printf("That was no request\n");
    release(request_at);
    return;
  }
  HWND client = (HWND)(uintptr_t)request.hwndReply;
  if (request.flags & ACKNOWLEDGE_RECEIPT) post(client, WM_ACK, request_at, request.id);
  if (reply_at == 0) reply_at = request_at;
  uint32_t room = take(reply_at);
  if (room > sizeof(Reply)) {
    write_reply(reply_at, room, &request, key);
    post(client, WM_REPLY, reply_at, request.id);
    printf("Answered request %u\n", request.id);
  }
  release(request_at);
  release(reply_at);
}

int main(int argc, char **argv) {
  char pipe_name[64];
  HANDLE places;
  MSG message;
  print_at_once();
  InitializeCriticalSection(&lock);
  HWND client = argc > 1 ? (HWND)(uintptr_t)strtoul(argv[argc - 1], NULL, 10) : NULL;
  HWND window = create_window(&places);

  /* Whoever knows this process may give to it from now on. */
  snprintf(pipe_name, sizeof pipe_name, "\\\\.\\pipe\\sharemem.%lu", GetCurrentProcessId());
  HANDLE pipe = CreateNamedPipeA(pipe_name, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                 PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_REJECT_REMOTE_CLIENTS, 1,
                                 sizeof(Answer), sizeof(Gift), 0, NULL);
  if (pipe == INVALID_HANDLE_VALUE) fail("CreateNamedPipe");
  CreateThread(NULL, 0, serve_gifts, pipe, 0, NULL);

  if (!post(client, WM_READY, (WPARAM)(uintptr_t)window, 0)) fail("PostMessage");
  while (next_message(window, places, &message)) {
    if (message.message == OS2_WM_QUIT && message.wParam >> 32 == 1) break;
    if (message.message == WM_REQUEST) answer((uint32_t)message.wParam, (uint32_t)message.lParam);
  }
  return 0;
}
