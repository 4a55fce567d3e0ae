/** Lets go of the segments that this process still has attached, when it is about to exit in spite of its threads. */
import { readFileSync } from 'node:fs'
import type { Names, Sections } from '../native.ts'
import { address, hexadecimal } from '../units.ts'
import { isContentsKey, isNameKey, isSectionKey } from './keys.ts'
import type { Segments } from './segments.ts'

interface Attachment {
  readonly start: number
  readonly key: number
  readonly shmid: number
}

/** The kernel names a segment by its key, and shows its id as the inode: `/SYSV6fff0000 (deleted)`. */
const LINE = /^([0-9a-f]+)-[0-9a-f]+ \S+ 00000000 \S+ (\d+) +\/SYSV([0-9a-f]{8})/gm

/** The attachments that /proc/<pid>/maps lists; one whose pages are protected differently is told of once. */
export const attachmentsIn = (maps: string): Attachment[] =>
  [...maps.matchAll(LINE)].map(([, start = '', shmid, key = '']) => ({
    start: Number.parseInt(start, 16),
    shmid: Number(shmid),
    key: Number.parseInt(key, 16),
  }))

export const createReclaim = (sections: Sections, names: Names, segments: Segments) => (): string[] =>
  attachmentsIn(readFileSync('/proc/self/maps', 'utf8')).flatMap(({ start, key, shmid }) => {
    if (isSectionKey(key)) sections.close({ address: address(start), size: 0, access: 'read', token: shmid })
    else if (isNameKey(key)) names.close({ token: shmid, view: start })
    // Who made it removes it, or whoever finds him dead.
    else if (isContentsKey(key)) segments.detach(start)
    else return []
    return [`section ${hexadecimal(key)}`]
  })
