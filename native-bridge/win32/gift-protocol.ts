/**
 * How a giver asks the memory agent of another process to map a section: one message and its answer over the
 * agent's named pipe. DuplicateHandle has then made the section's handle the other process's own already, but a
 * view only that process itself can map.
 */
import { structure } from '../structure.ts'
import type { ProcessId } from '../units.ts'

export const pipeName = (pid: ProcessId) => `\\\\.\\pipe\\sharemem.${pid}`

export const GIFT_KIND = 1
export const STOP_KIND = 2

/** With STOP_KIND, nothing else in it counts. */
export const GIFT = structure('GIFT', {
  kind: 'u32',
  address: 'u32',
  size: 'u32',
  /** The section's handle in the agent's process: 32 significant bits. */
  handle: 'u32',
  readOnly: 'u32',
  /** What the giver's personality tells the receiver's. */
  tag: 'u32',
})

export const ANSWER = structure('ANSWER', {
  /** The error of the agent's MapViewOfFileEx; 0 when it succeeded. */
  mapError: 'u32',
  /** 1 when the process had the section mapped already, and nothing was done. */
  held: 'u32',
  /** The error of its VirtualProtect, with which a reader loses the right to write. */
  protectError: 'u32',
  /** When the two calls began and ended, in nanoseconds. */
  mapStart: 'f64',
  mapEnd: 'f64',
  protectStart: 'f64',
  protectEnd: 'f64',
})
