/*
 * Stand-ins for the plug-ins that electron-builder's installers call (StdUtils, nsis7z, SpiderBanner, WinShell, UAC,
 * nsProcess), where those are not to be had: one library, copied under each of their names. What a plug-in is called
 * with, and NSIS's stack of texts, are described in its "Plugin API"; what each function takes, in electron-builder's
 * own templates/nsis/include.
 */
#include <windows.h>
#include <shellapi.h>

#define LENGTH 8192
#define PLUGIN(name) \
  __declspec(dllexport) void __cdecl name(HWND window, int size, WCHAR *variables, struct entry **stack)

struct entry {
  struct entry *next;
  WCHAR text[1];
};

static WCHAR first[LENGTH], second[LENGTH], third[LENGTH];

/* `text` has room for LENGTH characters. */
static void pop(struct entry **stack, WCHAR *text) {
  struct entry *top = *stack;
  text[0] = 0;
  if (top == NULL) return;
  lstrcpynW(text, top->text, LENGTH);
  *stack = top->next;
  GlobalFree(top);
}

/* NSIS frees it; `size` is its own longest text. */
static void push(struct entry **stack, int size, const WCHAR *text) {
  struct entry *top = GlobalAlloc(GPTR, sizeof *top + size * sizeof(WCHAR));
  lstrcpynW(top->text, text, size);
  top->next = *stack;
  *stack = top;
}

/* SpiderBanner: shows that something goes on. Nothing is shown. */
PLUGIN(Show) {}
PLUGIN(Destroy) {}

/* UAC: starts the installer again as an administrator, which one for a single user never needs. */
PLUGIN(_) {}

/* nsProcess: 603 is its word for a process that does not run. build/package/installer.nsh does not ask it. */
static void notFound(struct entry **stack, int size) {
  pop(stack, first);
  push(stack, size, L"603");
}
PLUGIN(_FindProcess) { notFound(stack, size); }
PLUGIN(_KillProcess) { notFound(stack, size); }
PLUGIN(_CloseProcess) { notFound(stack, size); }
PLUGIN(_Unload) {}

/* WinShell: the taskbar's name of a link, and taking that back. */
PLUGIN(SetLnkAUMI) {
  pop(stack, first);
  pop(stack, second);
}
PLUGIN(UninstAppUserModelId) { pop(stack, first); }
PLUGIN(UninstShortcut) { pop(stack, first); }

/* Whether one argument is the option: with one slash or dashes before it, and with a value or none. */
static BOOL isOption(const WCHAR *argument, const WCHAR *name) {
  int length = lstrlenW(name);
  if (*argument != L'/' && *argument != L'-') return FALSE;
  while (*argument == L'/' || *argument == L'-') argument++;
  if (lstrlenW(argument) < length) return FALSE;
  if (CompareStringOrdinal(argument, length, name, length, TRUE) != CSTR_EQUAL) return FALSE;
  return argument[length] == 0 || argument[length] == L'=';
}

PLUGIN(TestParameter) {
  int count;
  BOOL found = FALSE;
  WCHAR **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  pop(stack, first);
  for (int index = 1; index < count; index++) found = found || isOption(arguments[index], first);
  LocalFree(arguments);
  push(stack, size, found ? L"true" : L"false");
}

/* The command line after the program's own name. What is popped says whether quotes go; they stay. */
PLUGIN(GetAllParameters) {
  const WCHAR *at = GetCommandLineW();
  WCHAR end = *at == L'"' ? L'"' : L' ';
  pop(stack, first);
  if (*at == L'"') at++;
  while (*at && *at != end) at++;
  if (*at == L'"') at++;
  while (*at == L' ') at++;
  push(stack, size, at);
}

PLUGIN(GetParentPath) {
  pop(stack, first);
  int length = lstrlenW(first);
  while (length > 0 && first[length] != L'\\') length--;
  first[length] = 0;
  push(stack, size, first);
}

PLUGIN(ExecShellAsUser) {
  pop(stack, third);
  pop(stack, second);
  pop(stack, first);
  INT_PTR answer = (INT_PTR)ShellExecuteW(NULL, second, first, third, NULL, SW_SHOWNORMAL);
  /* ShellExecuteW's documentation: above 32 is success. */
  push(stack, size, answer > 32 ? L"ok" : L"error");
}

/* nsis7z: unpacks into the current folder. 7-Zip's own program does it, which the installer's environment names. */
PLUGIN(Extract) {
  static WCHAR command[2 * LENGTH + 16];
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION process;
  pop(stack, first);
  if (!GetEnvironmentVariableW(L"SHAREMEM_STANDIN_7ZA", second, LENGTH)) return;
  lstrcpyW(command, L"\"");
  lstrcatW(command, second);
  lstrcatW(command, L"\" x -y \"");
  lstrcatW(command, first);
  lstrcatW(command, L"\"");
  if (!CreateProcessW(NULL, command, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &process)) return;
  WaitForSingleObject(process.hProcess, INFINITE);
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
}

BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, LPVOID reserved) { return TRUE; }
