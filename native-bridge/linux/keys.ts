/**
 * Keys and handles. A section's key is its address; queues are found by the process that owns them.
 * A window handle holds all that a sender needs: process id (22 bits), queue (3) and window (6), from the top.
 */
import { type Address, type ProcessId, processId, type WindowHandle, windowHandle } from '../units.ts'

export const QUEUES = 8
/** Window numbers are message types, which begin at 1. */
export const WINDOWS = 63

const WINDOW_QUEUES = 0x5200_0000
const CONTROL_QUEUES = 0x5400_0000
/** How many keys each process has for its control queue: at some, another user's process of its id may have left one. */
const CONTROL_KEYS = 4
const NAMES = 0x5800_0000
/** How many keys there are for names. */
export const NAME_KEYS = 1 << 24
const SYNC_OBJECTS = 0x5a00_0000
/** How many keys there are for events and mutexes. */
export const SYNC_KEYS = 1 << 24
const DIRECTORIES = 0x5c00_0000
/** Objects behind handles, and their sections' contents: each process namespace has its own. */
const OBJECTS = 1 << 24
const CONTENTS = 0x5d00_0000
const PIDS = 1 << 22
const LOWEST_SECTION = 0x6000_0000
const HIGHEST_SECTION = 0x6fff_ffff
const LOCKS = 0x7000_0000
const LOCK_KEYS = 1 << 28
/** Sections begin at multiples of 64 KB, on both kernels. */
const SLOT = 0x1_0000

export const sectionKey = (at: Address): number => at
export const windowQueueKey = (pid: ProcessId, queue: number) => WINDOW_QUEUES + pid * QUEUES + queue
/** In the order in which they are tried. */
export function controlQueueKeys(pid: ProcessId): number[] {
  const keys: number[] = []
  for (let index = 0; index < CONTROL_KEYS; index += 1) keys.push(CONTROL_QUEUES + index * PIDS + pid)
  return keys
}

/** `hash` is below NAME_KEYS. */
export const nameKey = (hash: number) => NAMES + hash
export const isNameKey = (key: number) => key >= NAMES && key < NAMES + NAME_KEYS

/** `hash` is below SYNC_KEYS. */
export const syncKey = (hash: number) => SYNC_OBJECTS + hash
export const isSyncKey = (key: number) => key >= SYNC_OBJECTS && key < SYNC_OBJECTS + SYNC_KEYS

/** `hash` is that of a user and a process namespace. */
export const directoryKey = (hash: number) => DIRECTORIES + (hash % OBJECTS)
export const isDirectoryKey = (key: number) => key >= DIRECTORIES && key < DIRECTORIES + OBJECTS
export const contentsKey = (number: number) => CONTENTS + (number % OBJECTS)
export const isContentsKey = (key: number) => key >= CONTENTS && key < CONTENTS + OBJECTS

/** The key of this user's lock. */
export const lockKey = () => LOCKS + ((process.geteuid?.() ?? 0) % LOCK_KEYS)

export const isSectionKey = (key: number) => key >= LOWEST_SECTION && key <= HIGHEST_SECTION && key % SLOT === 0

/** The process that a message queue of ours belongs to; null for anybody else's queue. */
export function ownerOfQueueKey(key: number): ProcessId | null {
  if (key >= CONTROL_QUEUES && key < CONTROL_QUEUES + CONTROL_KEYS * PIDS) {
    return processId((key - CONTROL_QUEUES) % PIDS)
  }
  if (key >= WINDOW_QUEUES && key < WINDOW_QUEUES + PIDS * QUEUES) {
    return processId(Math.floor((key - WINDOW_QUEUES) / QUEUES))
  }
  return null
}

export interface WindowParts {
  readonly pid: ProcessId
  readonly queue: number
  readonly window: number
}

export const toWindowHandle = ({ pid, queue, window }: WindowParts): WindowHandle =>
  windowHandle(pid * 512 + queue * 64 + window)

/** Any 32-bit number can be taken apart; whether such a window lives, the kernel knows. */
export const fromWindowHandle = (handle: WindowHandle): WindowParts => ({
  pid: processId(Math.floor(handle / 512)),
  queue: Math.floor(handle / 64) % QUEUES,
  window: handle % 64,
})
