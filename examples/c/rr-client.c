/*
 * A client of request-reply. The server's window stands in decimal at the end of its command line. Its exit code is 1
 * unless it was answered.
 *
 *   rr-client [--ask TEXT] [--requests N] WINDOW
 *
 * It gives the server one object for request and reply, and asks it to echo a text.
 */
#include "rr.h"

/* Objects have an address of their own in all processes, from 0x6FFF0000 downwards: the first that is free everywhere. */
static uint32_t allocate(HANDLE *section) {
  for (uint32_t address = 0x6FFF0000; address >= 0x6F000000; address -= 0x10000) {
    char name[32];
    section_name(name, address);
    *section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 2 * PAGE, name);
    int is_new = *section != NULL && GetLastError() != ERROR_ALREADY_EXISTS;
    if (is_new && MapViewOfFileEx(*section, FILE_MAP_ALL_ACCESS, 0, 0, 0, at(address)) != NULL) {
      /* One page of object, and its record: giveable, gettable, committed, for reading and writing. */
      ArenaRecord record = {{'A', 'R', 'N', '1'}, 2, PAGE, 0x100 | 0x200 | 0x10 | 0x3};
      memcpy(at(address + PAGE), &record, sizeof record);
      *(char *)at(address + PAGE + sizeof record) = 1;
      return address;
    }
    if (*section != NULL) CloseHandle(*section);
  }
  return 0;
}

/* Whether the process has mapped it. */
static int give(uint32_t address, HANDLE section, DWORD pid) {
  char pipe[64];
  HANDLE there;
  DWORD size;
  Answer answer = {0};
  HANDLE process = OpenProcess(PROCESS_DUP_HANDLE, FALSE, pid);
  if (!DuplicateHandle(GetCurrentProcess(), section, process, &there, FILE_MAP_ALL_ACCESS, FALSE, 0)) return 0;
  Gift gift = {1, address, 2 * PAGE, (uint32_t)(uintptr_t)there, 0, 0x3};
  snprintf(pipe, sizeof pipe, "\\\\.\\pipe\\sharemem.%lu", pid);
  int given = CallNamedPipeA(pipe, &gift, sizeof gift, &answer, sizeof answer, &size, 10000);
  CloseHandle(process);
  return given && size == sizeof answer && answer.mapError == 0;
}

/* Whether the answer is there, and the text is in it. */
static int ask(HWND window, HWND server, HANDLE places, DWORD pid, uint32_t id, const char *text) {
  HANDLE section;
  MSG message;
  uint32_t length = (uint32_t)strlen(text), address = allocate(&section);
  if (address == 0 || !give(address, section, pid)) return 0;
  Request request = {{'S', 'H', 'M', '1'}, 1, sizeof request + length, id, (uint32_t)(uintptr_t)window, ECHO,
                     ACKNOWLEDGE_RECEIPT, length};
  memcpy(at(address), &request, sizeof request);
  memcpy((char *)at(address) + sizeof request, text, length);
  int answered = 0, posted = post(server, WM_REQUEST, address, 0);
  while (posted && next_message(window, places, &message)) {
    if ((uint32_t)message.lParam != id) continue;
    if (message.message == WM_ACK) printf("Request %u was received\n", id);
    if (message.message != WM_REPLY) continue;
    Reply reply;
    memcpy(&reply, at(address), sizeof reply);
    char *echoed = (char *)at(address) + sizeof reply;
    answered = memcmp(reply.magic, "SHM2", 4) == 0 && reply.id == id && reply.size == sizeof reply + length &&
               memcmp(echoed, text, length) == 0;
    printf("The server replied: %.*s\n", (int)length, echoed);
    break;
  }
  UnmapViewOfFile(at(address));
  CloseHandle(section);
  return answered;
}

int main(int argc, char **argv) {
  const char *text = option(argc, argv, "--ask", "Hello");
  uint32_t requests = (uint32_t)atoi(option(argc, argv, "--requests", "1"));
  HANDLE places;
  DWORD pid = 0;
  print_at_once();
  if (strlen(text) > PAGE - sizeof(Request)) return 2;
  HWND server = argc > 1 ? (HWND)(uintptr_t)strtoul(argv[argc - 1], NULL, 10) : NULL;
  if (GetWindowThreadProcessId(server, &pid) == 0) fail("GetWindowThreadProcessId");
  HWND window = create_window(&places);

  uint32_t answered = 0;
  for (uint32_t id = 1; id <= requests; id++) answered += (uint32_t)ask(window, server, places, pid, id, text);
  /* OS/2's WM_QUIT ends the server. */
  post(server, OS2_WM_QUIT, (WPARAM)1 << 32, 0);
  printf("%u of %u answered\n", answered, requests);
  return answered == requests ? 0 : 1;
}
