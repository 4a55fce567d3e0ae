/** How a run of file-search can end. */
import type { Verdict } from '../process.ts'

/** What the server has come across. */
export interface Tally {
  sent: number
  /** Those that were entered. */
  folders: number
  /** Those that could not be entered. */
  unreadable: number
  /** Links to folders, which were not followed. */
  links: number
  /** Files whose path does not fit into a record. */
  tooLong: number
}
export const noTally = (): Tally => ({ sent: 0, folders: 0, unreadable: 0, links: 0, tooLong: 0 })

const counted = (count: number, one: string, several: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : several}`
const files = (count: number) => counted(count, 'file', 'files')

function whatIsLeftOut({ unreadable, links, tooLong }: Tally): string {
  const told = [
    unreadable > 0 && `${counted(unreadable, 'folder', 'folders')} could not be read`,
    links > 0 && `${counted(links, 'link was', 'links were')} not followed`,
    tooLong > 0 && `${counted(tooLong, 'path was', 'paths were')} too long for the record`,
  ].filter((sentence) => sentence !== false)
  return told.length === 0 ? '' : `; ${told.join(', ')}`
}

const sentOf = (tally: Tally) =>
  `${files(tally.sent)} of ${counted(tally.folders, 'folder', 'folders')} sent${whatIsLeftOut(tally)}`

export const allSent = (tally: Tally): Verdict => ({
  name: 'completed',
  text: `The server is done: ${sentOf(tally)}.`,
})

/** The client had not taken the record before within so many milliseconds. */
export const gaveUp = (tally: Tally, milliseconds: number): Verdict => ({
  name: 'timeout',
  text: `The server gave up: its last record was not taken within ${milliseconds} ms; ${sentOf(tally)}.`,
})

/** All was sent but what says that it was all. */
export const markerLost = (tally: Tally, milliseconds: number): Verdict => ({
  name: 'timeout',
  text: `The server sent all but the end marker: the record before it was not taken within ${milliseconds} ms; ${sentOf(tally)}.`,
})

export const told = (tally: Tally): Verdict => ({
  name: 'stopped',
  text: `The server was told to stop: ${sentOf(tally)}.`,
})

export const serverHasEnded = (taken: number): Verdict => ({
  name: 'timeout',
  text: `The server has ended before its end marker: ${files(taken)} arrived, and the client knows that there may be more.`,
})

export const cancelled = (taken: number): Verdict => ({
  name: 'stopped',
  text: `The person cancelled: ${files(taken)} arrived, and the server has ended as it was told to.`,
})
