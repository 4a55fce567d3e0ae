/**
 * Waiting for objects, in slices: a thread that waits in the kernel cannot be told that its process ends. An object that
 * is signalled in a slice ends it at once.
 */
import type { Answer, Handle, KernelObjects, WaitEnd } from '../../kernel-objects.ts'
import { type RunClock, startPatience } from '../../run-clock.ts'
import type { KernelLog } from '../../trace.ts'
import { now } from '../../units.ts'
import { MAXIMUM_WAIT_OBJECTS, WAIT_ABANDONED_0, WAIT_FAILED, WAIT_OBJECT_0, WAIT_TIMEOUT } from '../../winnt.ts'
import { kernelError } from '../errors.ts'
import type { Kernel32 } from '../kernel32.ts'
import { refused } from './answers.ts'

const POINTER = 8

function pointersTo(handles: readonly Handle[]): Buffer {
  const bytes = Buffer.alloc(handles.length * POINTER)
  handles.forEach((handle, index) => {
    bytes.writeBigInt64LE(BigInt(handle), index * POINTER)
  })
  return bytes
}

/** What a wait's result says; null for WAIT_FAILED. */
function endOf(result: number): WaitEnd | null {
  if (result === WAIT_TIMEOUT) return { how: 'timeout', index: 0 }
  if (result < WAIT_OBJECT_0 + MAXIMUM_WAIT_OBJECTS) return { how: 'signalled', index: result - WAIT_OBJECT_0 }
  const isAbandoned = result >= WAIT_ABANDONED_0 && result < WAIT_ABANDONED_0 + MAXIMUM_WAIT_OBJECTS
  return isAbandoned ? { how: 'abandoned', index: result - WAIT_ABANDONED_0 } : null
}

export function createWait(kernel32: Kernel32, log: KernelLog, clock: RunClock): KernelObjects['wait'] {
  return (handles, way, milliseconds, interrupted, every = Number.POSITIVE_INFINITY): Answer<WaitEnd> => {
    const name = way === 'single' ? 'WaitForSingleObject' : 'WaitForMultipleObjects'
    const pointers = pointersTo(handles)
    const [only = 0] = handles
    const slice = (left: number): number =>
      way === 'single'
        ? kernel32.WaitForSingleObject(only, left)
        : kernel32.WaitForMultipleObjects(handles.length, pointers, Number(way === 'all'), left)

    const start = now()
    const patience = startPatience(clock, milliseconds)
    let result: number
    let isOver = false
    let isStopped = false
    do {
      result = slice(Math.ceil(Math.min(patience.slice(), every)))
      isOver = patience.isOver()
      isStopped = result === WAIT_TIMEOUT && !isOver && interrupted()
    } while (result === WAIT_TIMEOUT && !isOver && !isStopped)

    const error = result === WAIT_FAILED ? kernelError(kernel32.GetLastError()) : null
    // The trace shows one call, however many slices it took.
    const time = Number.isFinite(milliseconds) ? milliseconds : 'INFINITE'
    const args = way === 'single' ? [only, time] : [handles.length, handles.join(), way === 'all', time]
    log.add({ name, args, result: String(result), errno: error, start, end: now() })
    const end = endOf(result)
    if (!end) return refused(error?.code ?? 0)
    return { ok: true, value: isStopped ? { how: 'interrupted', index: 0 } : end }
  }
}
