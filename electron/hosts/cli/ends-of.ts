/** The first and the latest of many lines: what a run prints may have no end. */
export interface EndsOf {
  add(line: string): void
  /** In order, with a line that counts those between. */
  readonly lines: readonly string[]
}

/** Keeps `most` of the first, and as many of the latest. */
export function createEndsOf(most: number): EndsOf {
  const first: string[] = []
  /** The latest, and some before them, so that not each line that is added has to be made room for. */
  let latest: string[] = []
  let count = 0
  return {
    add(line) {
      count += 1
      if (first.length < most) first.push(line)
      else latest.push(line)
      if (latest.length > 2 * most) latest = latest.slice(-most)
    },
    get lines() {
      const end = latest.slice(-most)
      const between = count - first.length - end.length
      if (between === 0) return [...first, ...end]
      return [...first, `... ${between.toLocaleString('en-US')} more ...`, ...end]
    },
  }
}
