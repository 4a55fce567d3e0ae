/** What sections hold: a System V segment for each, whose key stands in the directory before the segment is made. */
import type { Evidence } from '../../kernel-values.ts'
import { hexadecimal } from '../../units.ts'
import { errno } from '../errno.ts'
import type { Invoke } from '../invoke.ts'
import { contentsKey } from '../keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, type Libc, MODE } from '../libc.ts'
import type { Segments } from '../segments.ts'
import { isPrivate, rowsOf } from '../sysvipc.ts'

export function createContents(libc: Libc, invoke: Invoke, segments: Segments) {
  const find = (key: number) => invoke('shmget', [hexadecimal(key), 0, 0], () => libc.shmget(key, 0, 0))
  return {
    find,
    /** A key that no segment has. */
    freeKey(): number {
      for (;;) {
        const key = contentsKey(Math.floor(Math.random() * 2 ** 32))
        if (find(key).error?.code === errno.ENOENT) return key
      }
    },
    make: (key: number, size: number) =>
      invoke('shmget', [hexadecimal(key), size, 'IPC_CREAT|IPC_EXCL|0600'], () =>
        libc.shmget(key, size, IPC_CREAT | IPC_EXCL | MODE),
      ),
    /** How many views there are in all processes. */
    evidence(key: number): Evidence {
      const found = find(key)
      const status = found.error ? null : segments.stat(found.value)
      return { name: 'shm_nattch', value: status && 'attachments' in status ? status.attachments : 0 }
    },
    /** The kernel keeps it for those that have it mapped. Its maker may have died before it was made. */
    remove(key: number) {
      const found = find(key)
      if (found.error) return
      const id = found.value
      // Keys are free for all programs to choose.
      const isOurs = rowsOf('shm').some((row) => row.shmid === id && isPrivate(row))
      if (isOurs) invoke('shmctl', [id, 'IPC_RMID'], () => libc.shmctl(id, IPC_RMID, null))
    },
  }
}
export type Contents = ReturnType<typeof createContents>
