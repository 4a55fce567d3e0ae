/** System V shared memory segments as this process sees them: the calls that sections and the memory agent share. */
import { readFileSync } from 'node:fs'
import type { KernelError, Protection } from '../native.ts'
import { type Address, hexadecimal } from '../units.ts'
import type { Invoke } from './invoke.ts'
import { IPC_RMID, IPC_STAT, type Libc, PROT_NONE, PROT_READ, PROT_WRITE, SHM_RDONLY, SHMID_DS } from './libc.ts'
import { readLong } from './long.ts'

const protections = {
  none: { bits: PROT_NONE, name: 'PROT_NONE' },
  read: { bits: PROT_READ, name: 'PROT_READ' },
  'read-write': { bits: PROT_READ | PROT_WRITE, name: 'PROT_READ|PROT_WRITE' },
} as const

export interface SegmentStatus {
  readonly attachments: number
  /** In bytes, as asked for at its creation. */
  readonly size: number
}

const shownAddress = (value: number) => (value === -1 ? '-1' : hexadecimal(value))

export function createSegments(libc: Libc, invoke: Invoke) {
  const buffer = Buffer.alloc(SHMID_DS.size)

  const readStatus = (): SegmentStatus => ({
    attachments: readLong(buffer, SHMID_DS.attachments),
    size: readLong(buffer, SHMID_DS.segmentSize),
  })

  return {
    /**
     * Attaches a segment at its address, for reading and writing: `protect` takes away what was not granted, and gives
     * it back without a moment in which the segment is not attached. Never with SHM_REMAP, which would replace
     * whatever lies there.
     */
    attach: (id: number, at: Address) =>
      invoke('shmat', [id, hexadecimal(at), 0], () => libc.shmat(id, at, 0), shownAddress),
    /** Attaches it where the kernel likes, for a look at it. */
    attachAnywhere: (id: number) =>
      invoke('shmat', [id, null, 'SHM_RDONLY'], () => libc.shmat(id, 0, SHM_RDONLY), shownAddress),
    detach: (at: number) => invoke('shmdt', [hexadecimal(at)], () => libc.shmdt(at)),
    remove: (id: number) => invoke('shmctl', [id, 'IPC_RMID'], () => libc.shmctl(id, IPC_RMID, null)),
    /** The error is there once the segment is destroyed. */
    stat(id: number): SegmentStatus | KernelError {
      const { error } = invoke(
        'shmctl',
        [id, 'IPC_STAT'],
        () => libc.shmctl(id, IPC_STAT, buffer),
        (value) => (value === -1 ? '-1' : `shm_nattch ${readStatus().attachments}`),
      )
      return error ?? readStatus()
    },
    protect(from: number, length: number, protection: Protection) {
      const { bits, name } = protections[protection]
      return invoke('mprotect', [hexadecimal(from), length, name], () => libc.mprotect(from, length, bits))
    },
    /** Whether this process has the segment attached there: /proc shows its id as the inode. */
    holds(id: number, at: Address): boolean {
      const start = `${at.toString(16).padStart(8, '0')}-`
      const line = readFileSync('/proc/self/maps', 'utf8')
        .split('\n')
        .find((candidate) => candidate.startsWith(start) && candidate.includes('/SYSV'))
      return Number(line?.split(/\s+/)[4]) === id
    },
  }
}
export type Segments = ReturnType<typeof createSegments>
