/** The C library's calls that the System V layer makes: koffi declarations and nothing else. */
import { koffi } from '../koffi.ts'

const declare = () => {
  const libc = koffi().load(null)
  return {
    shmget: libc.func('int shmget(int key, size_t size, int flags)'),
    shmat: libc.func('intptr_t shmat(int id, uintptr_t address, int flags)'),
    shmdt: libc.func('int shmdt(uintptr_t address)'),
    shmctl: libc.func('int shmctl(int id, int command, void *buffer)'),
    mprotect: libc.func('int mprotect(uintptr_t address, size_t size, int protection)'),
    msgget: libc.func('int msgget(int key, int flags)'),
    msgsnd: libc.func('int msgsnd(int id, const void *message, size_t size, int flags)'),
    msgrcv: libc.func('intptr_t msgrcv(int id, void *message, size_t size, int64_t type, int flags)'),
    msgctl: libc.func('int msgctl(int id, int command, void *buffer)'),
    semget: libc.func('int semget(int key, int count, int flags)'),
    semop: libc.func('int semop(int id, const void *operations, size_t count)'),
    semtimedop: libc.func('int semtimedop(int id, const void *operations, size_t count, const void *timeout)'),
    // Variadic in C; its fourth argument, where there is one, travels as any other integer on Linux.
    semctl: libc.func('int semctl(int id, int number, int command, intptr_t value)'),
    semctlValues: libc.func('semctl', 'int', ['int', 'int', 'int', 'void *']),
    kill: libc.func('int kill(int pid, int signal)'),
    prctl: libc.func('int prctl(int option, uintptr_t argument)'),
    getppid: libc.func('int getppid()'),
    // Neither has a wrapper in every C library in use.
    pidfdOpen: libc.func('syscall', 'intptr_t', ['intptr_t', 'int', 'uint32_t']),
    pidfdSendSignal: libc.func('syscall', 'intptr_t', ['intptr_t', 'int', 'int', 'void *', 'uint32_t']),
    poll: libc.func('int poll(void *descriptors, unsigned long count, int milliseconds)'),
    socket: libc.func('int socket(int domain, int type, int protocol)'),
    bind: libc.func('int bind(int socket, const void *address, uint32_t size)'),
    sendto: libc.func('sendto', 'intptr_t', ['int', 'void *', 'size_t', 'int', 'void *', 'uint32_t']),
    recv: libc.func('intptr_t recv(int socket, void *buffer, size_t size, int flags)'),
    close: libc.func('int close(int descriptor)'),
    mmap: libc.func('mmap', 'intptr_t', ['uintptr_t', 'size_t', 'int', 'int', 'int', 'int64_t']),
    munmap: libc.func('int munmap(uintptr_t address, size_t size)'),
    mremap: libc.func('mremap', 'intptr_t', ['uintptr_t', 'size_t', 'size_t', 'int', 'uintptr_t']),
    msync: libc.func('int msync(uintptr_t address, size_t size, int flags)'),
    exitNow: libc.func('_exit', 'void', ['int']),
    gettid: libc.func('int gettid()'),
    copyOut: libc.func('memcpy', 'void', ['void *', 'uintptr_t', 'size_t']),
    copyIn: libc.func('memcpy', 'void', ['uintptr_t', 'void *', 'size_t']),
  }
}

let declared: ReturnType<typeof declare> | null = null

/** Declared at the first use in each thread. */
export function libc() {
  declared ??= declare()
  return declared
}
export type Libc = ReturnType<typeof libc>

export const IPC_CREAT = 0o1000
export const IPC_EXCL = 0o2000
export const IPC_NOWAIT = 0o4000
export const IPC_RMID = 0
export const IPC_SET = 1
export const IPC_STAT = 2
export const SHM_RDONLY = 0o10000
export const PROT_NONE = 0
export const PROT_READ = 1
export const PROT_WRITE = 2
export const MSG_NOERROR = 0o10000
/** Kernel objects are for this user only. */
export const MODE = 0o600
/** With it the kernel takes the operation back when the process ends, however it ends. */
export const SEM_UNDO = 0o10000
export const GETPID = 11
export const GETVAL = 12
export const GETALL = 13
/** How many wait for a semaphore to be raised. */
export const GETNCNT = 14
export const SETVAL = 16
/** The same number on every machine. */
export const SYS_PIDFD_SEND_SIGNAL = 424
export const SYS_PIDFD_OPEN = 434
export const POLLIN = 1
export const AF_UNIX = 1
export const SOCK_DGRAM = 2
export const SOCK_NONBLOCK = 0o4000
export const SOCK_CLOEXEC = 0o2000000
export const MSG_DONTWAIT = 0x40
export const MAP_PRIVATE = 0x02
export const MAP_ANONYMOUS = 0x20
export const MAP_NORESERVE = 0x4000
export const MAP_FIXED_NOREPLACE = 0x10_0000
export const MREMAP_MAYMOVE = 1
export const MREMAP_FIXED = 2
export const MS_SYNC = 4
export const PR_SET_PDEATHSIG = 1
export const SIGKILL = 9

/** glibc's layouts on 64-bit machines, in bytes. */
export const SHMID_DS = { size: 112, mode: 20, segmentSize: 48, attachments: 88 } as const
export const MSQID_DS = { size: 120, queueBytes: 88 } as const
