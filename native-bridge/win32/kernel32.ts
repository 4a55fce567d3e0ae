/** kernel32's calls: koffi declarations and nothing else. Handles and addresses are plain numbers. */
import { koffi } from '../koffi.ts'

const declare = () => {
  const kernel32 = koffi().load('kernel32.dll')
  return {
    GetLastError: kernel32.func('uint32_t GetLastError()'),
    CloseHandle: kernel32.func('int CloseHandle(intptr_t handle)'),
    CreateFileMappingW: kernel32.func('CreateFileMappingW', 'intptr_t', [
      'intptr_t',
      'void *',
      'uint32_t',
      'uint32_t',
      'uint32_t',
      'str16',
    ]),
    OpenFileMappingW: kernel32.func('intptr_t OpenFileMappingW(uint32_t access, int inherit, str16 name)'),
    MapViewOfFileEx: kernel32.func('MapViewOfFileEx', 'uintptr_t', [
      'intptr_t',
      'uint32_t',
      'uint32_t',
      'uint32_t',
      'size_t',
      'uintptr_t',
    ]),
    FlushViewOfFile: kernel32.func('int FlushViewOfFile(uintptr_t address, size_t size)'),
    UnmapViewOfFile: kernel32.func('int UnmapViewOfFile(uintptr_t address)'),
    VirtualQuery: kernel32.func('size_t VirtualQuery(uintptr_t address, void *information, size_t size)'),
    VirtualProtect: kernel32.func(
      'int VirtualProtect(uintptr_t address, size_t size, uint32_t protection, void *old)',
    ),
    copyOut: kernel32.func('RtlMoveMemory', 'void', ['void *', 'uintptr_t', 'size_t']),
    copyIn: kernel32.func('RtlMoveMemory', 'void', ['uintptr_t', 'void *', 'size_t']),
    OpenProcess: kernel32.func('intptr_t OpenProcess(uint32_t access, int inherit, uint32_t pid)'),
    GetExitCodeProcess: kernel32.func('int GetExitCodeProcess(intptr_t process, void *code)'),
    TerminateProcess: kernel32.func('int TerminateProcess(intptr_t process, uint32_t code)'),
    DuplicateHandle: kernel32.func('DuplicateHandle', 'int', [
      'intptr_t',
      'intptr_t',
      'intptr_t',
      'void *',
      'uint32_t',
      'int',
      'uint32_t',
    ]),
    CreateNamedPipeW: kernel32.func('CreateNamedPipeW', 'intptr_t', [
      'str16',
      'uint32_t',
      'uint32_t',
      'uint32_t',
      'uint32_t',
      'uint32_t',
      'uint32_t',
      'void *',
    ]),
    ConnectNamedPipe: kernel32.func('int ConnectNamedPipe(intptr_t pipe, void *overlapped)'),
    DisconnectNamedPipe: kernel32.func('int DisconnectNamedPipe(intptr_t pipe)'),
    CallNamedPipeW: kernel32.func('CallNamedPipeW', 'int', [
      'str16',
      'void *',
      'uint32_t',
      'void *',
      'uint32_t',
      'void *',
      'uint32_t',
    ]),
    ReadFile: kernel32.func('int ReadFile(intptr_t file, void *buffer, uint32_t size, void *read, void *overlapped)'),
    WriteFile: kernel32.func(
      'int WriteFile(intptr_t file, const void *buffer, uint32_t size, void *written, void *overlapped)',
    ),
    FlushFileBuffers: kernel32.func('int FlushFileBuffers(intptr_t file)'),
    CreateSemaphoreW: kernel32.func(
      'intptr_t CreateSemaphoreW(void *security, int initial, int maximum, str16 name)',
    ),
    OpenSemaphoreW: kernel32.func('intptr_t OpenSemaphoreW(uint32_t access, int inherit, str16 name)'),
    ReleaseSemaphore: kernel32.func('int ReleaseSemaphore(intptr_t semaphore, int count, void *previous)'),
    CreateEventW: kernel32.func('intptr_t CreateEventW(void *security, int manual, int signalled, str16 name)'),
    OpenEventW: kernel32.func('intptr_t OpenEventW(uint32_t access, int inherit, str16 name)'),
    CreateMutexW: kernel32.func('intptr_t CreateMutexW(void *security, int owned, str16 name)'),
    OpenMutexW: kernel32.func('intptr_t OpenMutexW(uint32_t access, int inherit, str16 name)'),
    ReleaseMutex: kernel32.func('int ReleaseMutex(intptr_t mutex)'),
    WaitForSingleObject: kernel32.func('uint32_t WaitForSingleObject(intptr_t handle, uint32_t milliseconds)'),
    WaitForMultipleObjects: kernel32.func(
      'uint32_t WaitForMultipleObjects(uint32_t count, const void *handles, int all, uint32_t milliseconds)',
    ),
    SetEvent: kernel32.func('int SetEvent(intptr_t event)'),
    ResetEvent: kernel32.func('int ResetEvent(intptr_t event)'),
    CreateJobObjectW: kernel32.func('intptr_t CreateJobObjectW(void *security, str16 name)'),
    SetInformationJobObject: kernel32.func(
      'int SetInformationJobObject(intptr_t job, int kind, const void *information, uint32_t size)',
    ),
    AssignProcessToJobObject: kernel32.func('int AssignProcessToJobObject(intptr_t job, intptr_t process)'),
    TerminateJobObject: kernel32.func('int TerminateJobObject(intptr_t job, uint32_t code)'),
    OpenThread: kernel32.func('intptr_t OpenThread(uint32_t access, int inherit, uint32_t tid)'),
    CreateToolhelp32Snapshot: kernel32.func('intptr_t CreateToolhelp32Snapshot(uint32_t flags, uint32_t pid)'),
    Thread32First: kernel32.func('int Thread32First(intptr_t snapshot, void *entry)'),
    Thread32Next: kernel32.func('int Thread32Next(intptr_t snapshot, void *entry)'),
    FindFirstFileW: kernel32.func('intptr_t FindFirstFileW(str16 name, void *data)'),
    FindNextFileW: kernel32.func('int FindNextFileW(intptr_t search, void *data)'),
    FindClose: kernel32.func('int FindClose(intptr_t search)'),
    GetCurrentThreadId: kernel32.func('uint32_t GetCurrentThreadId()'),
    GetModuleHandleW: kernel32.func('intptr_t GetModuleHandleW(str16 name)'),
    GetProcAddress: kernel32.func('uintptr_t GetProcAddress(intptr_t module, str name)'),
  }
}

let declared: ReturnType<typeof declare> | null = null

/** Declared at the first use in each thread. */
export function kernel32() {
  declared ??= declare()
  return declared
}
export type Kernel32 = ReturnType<typeof kernel32>

export const MEM_COMMIT = 0x1000
export const MEM_FREE = 0x10000
export const MEM_MAPPED = 0x40000
export const SEMAPHORE_MODIFY_STATE = 2
export const WAIT_ABANDONED = 0x80
export const PIPE_ACCESS_DUPLEX = 3
export const FILE_FLAG_FIRST_PIPE_INSTANCE = 0x80000
export const PIPE_TYPE_MESSAGE = 4
export const PIPE_READMODE_MESSAGE = 2
export const PIPE_REJECT_REMOTE_CLIENTS = 8

export const TH32CS_SNAPTHREAD = 4

/** Layouts on 64-bit machines, in bytes. */
export const THREADENTRY32 = { size: 28, threadId: 8, ownerProcessId: 12 } as const
export const MEMORY_BASIC_INFORMATION = {
  size: 48,
  allocationBase: 8,
  allocationProtect: 16,
  regionSize: 24,
  state: 32,
  type: 40,
} as const
