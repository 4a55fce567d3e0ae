/** What the processes agree on beforehand. Source: the listing on Alibaba Cloud's page; what it leaves open is chosen here. */

/** Win32's names know upper and lower case. */
export const NAME = 'penghao'
/** In bytes. */
export const SIZE = 1024
/** Chosen: the listing has no mutex, its text wants one for “synchronous processing”. */
export const MUTEX = 'penghaoMutex'
/** Chosen: where the flag lies that says that the data are complete, 4 bytes behind everything else. */
export const READY_AT = SIZE - 4
/** Chosen: how long who waits for the flag sleeps between two looks, in milliseconds. */
export const LOOK_AGAIN = 20

/** The offset of MapViewOfFile and its size, in three parameters: the printed calls have lost some of their zeros. */
export const VIEWS = {
  size: [0, 0, SIZE],
  low: [0, SIZE, 0],
  high: [SIZE, 0, 0],
} as const

/** An initialisation has a middle: the text as two parts that are written one after the other. */
export function inTwoParts(text: string): readonly [string, string] {
  const characters = Array.from(text)
  const half = Math.floor(characters.length / 2)
  return [characters.slice(0, half).join(''), characters.slice(half).join('')]
}

/** Which of the two a peer says that it was, and what it has read, by the line that it prints; null for any other line. */
export function cameTo(printed: string): { readonly place: string; readonly data: string } | null {
  const [, place, data] = /^Came (first|second): (.*)\n$/s.exec(printed) ?? []
  return place === undefined || data === undefined ? null : { place, data }
}
