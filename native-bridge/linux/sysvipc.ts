/** What the kernel lists in /proc/sysvipc. */
import { readFileSync } from 'node:fs'

export type Row = Readonly<Record<string, number>>

/** The rows of one list, by the names in its heading; `perms` as its octal digits stand. */
export function rowsOf(kind: 'shm' | 'msg' | 'sem'): Row[] {
  const [heading = '', ...lines] = readFileSync(`/proc/sysvipc/${kind}`, 'utf8').trim().split('\n')
  const names = heading.trim().split(/\s+/)
  return lines.map((line) => {
    const values = line.trim().split(/\s+/).map(Number)
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? 0]))
  })
}

/** Keys are free for all programs to choose: ours are also this user's, and for this user only. */
export const isPrivate = ({ perms, cuid }: Row) => perms === 600 && cuid === process.geteuid?.()
