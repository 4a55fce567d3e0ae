/** The harness for Linux' own kernel; the suites run under Vitest there. */
import { join } from 'node:path'
import { createLinuxNative } from '../linux/index.ts'
import { isContentsKey, isDirectoryKey, isNameKey, isSectionKey, isSyncKey, ownerOfQueueKey } from '../linux/keys.ts'
import { GETPID, libc } from '../linux/libc.ts'
import { OPENS } from '../linux/sync.ts'
import { type Row, rowsOf } from '../linux/sysvipc.ts'
import type { Harness } from './harness.ts'

const isOf = (processes: readonly number[], { key = 0, cpid = 0, lpid = 0, semid = -1 }: Row) => {
  const isSegment = [isSectionKey, isNameKey, isDirectoryKey, isContentsKey].some((isOurs) => isOurs(key))
  if (isSegment) return processes.includes(cpid) || processes.includes(lpid)
  // The list does not tell who has made a set, but the kernel knows who has used it last.
  if (isSyncKey(key)) return processes.includes(libc().semctl(semid, OPENS, GETPID, 0))
  const owner = ownerOfQueueKey(key)
  return owner !== null && processes.includes(owner)
}

function leftovers(processes: readonly number[]): string[] {
  return (['shm', 'msg', 'sem'] as const).flatMap((kind) =>
    rowsOf(kind)
      .filter((row) => isOf(processes, row))
      .map(({ key = 0 }) => `${kind} 0x${key.toString(16)}`),
  )
}

export const linuxHarness = (test: Harness['test']): Harness => ({
  test,
  createNative: createLinuxNative,
  partner: join(import.meta.dirname, '../../.cache/test-programs/partner.cjs'),
  leftovers,
})
