/** Win32's numbers for memory, rights and waits, from winnt.h and winbase.h: the kernel layers and winapi/ share them. */
export const INVALID_HANDLE_VALUE = -1
/** What GetCurrentProcess returns: a handle of the caller's own process that is never closed. */
export const CURRENT_PROCESS = -1
export const CURRENT_THREAD = -2

export const PAGE_NOACCESS = 0x01
export const PAGE_READONLY = 0x02
export const PAGE_READWRITE = 0x04
export const PAGE_WRITECOPY = 0x08
export const PAGE_EXECUTE_READ = 0x20
export const PAGE_EXECUTE_READWRITE = 0x40
export const PAGE_EXECUTE_WRITECOPY = 0x80
export const SEC_FILE = 0x0080_0000
export const SEC_IMAGE = 0x0100_0000
export const SEC_RESERVE = 0x0400_0000
export const SEC_COMMIT = 0x0800_0000
export const SEC_NOCACHE = 0x1000_0000
export const SEC_WRITECOMBINE = 0x4000_0000
export const SEC_LARGE_PAGES = 0x8000_0000

export const FILE_MAP_COPY = 0x01
export const FILE_MAP_WRITE = 0x02
export const FILE_MAP_READ = 0x04
export const FILE_MAP_EXECUTE = 0x20
export const FILE_MAP_ALL_ACCESS = 0xf_001f

export const DELETE = 0x1_0000
export const READ_CONTROL = 0x2_0000
export const WRITE_DAC = 0x4_0000
export const WRITE_OWNER = 0x8_0000
export const SYNCHRONIZE = 0x10_0000
export const ACCESS_SYSTEM_SECURITY = 0x100_0000
export const MAXIMUM_ALLOWED = 0x200_0000
export const GENERIC_ALL = 0x1000_0000
export const GENERIC_EXECUTE = 0x2000_0000
export const GENERIC_WRITE = 0x4000_0000
export const GENERIC_READ = 0x8000_0000
export const EVENT_QUERY_STATE = 1
export const EVENT_MODIFY_STATE = 2
export const EVENT_ALL_ACCESS = 0x1f_0003
export const MUTEX_MODIFY_STATE = 1
export const MUTEX_ALL_ACCESS = 0x1f_0001
export const PROCESS_TERMINATE = 0x0001
export const PROCESS_DUP_HANDLE = 0x0040
export const PROCESS_QUERY_INFORMATION = 0x0400
export const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000
export const PROCESS_ALL_ACCESS = 0x1f_ffff

export const DUPLICATE_CLOSE_SOURCE = 1
export const DUPLICATE_SAME_ACCESS = 2

export const WAIT_OBJECT_0 = 0
export const WAIT_ABANDONED_0 = 0x80
export const WAIT_TIMEOUT = 258
export const WAIT_FAILED = 0xffff_ffff
export const INFINITE = 0xffff_ffff
export const MAXIMUM_WAIT_OBJECTS = 64
export const STILL_ACTIVE = 259

/** For ShellExecute, from winuser.h: the program's window is shown. */
export const SW_SHOW = 5
/** For ShellExecuteEx, from shellapi.h: it returns a handle of the process. */
export const SEE_MASK_NOCLOSEPROCESS = 0x40
/** How long a path may be, with the zero that ends it, in UTF-16 units: from minwindef.h. */
export const MAX_PATH = 260

/** In bytes: where views may begin, and how long they are. */
export const ALLOCATION_GRANULARITY = 0x1_0000
export const PAGE = 4096
