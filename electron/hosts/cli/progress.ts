/** How far a run has come, for a person at a terminal: one line, written again and again, and gone at the end. */

/** Between two looks, in milliseconds; a run that ends before the second has nothing to tell. */
const PERIOD = 1000
/** Back to the beginning of the line, which is cleared. */
const ANEW = '\r\u001b[K'

/** `count` tells how many there have been so far. Returns what ends it. */
export function tellProgress(
  count: () => number,
  [one, several]: readonly [one: string, several: string],
  write: (text: string) => void,
): () => void {
  let told = 0
  const clock = setInterval(() => {
    const now = count()
    if (now === told) return
    told = now
    write(`${ANEW}${now.toLocaleString('en-US')} ${now === 1 ? one : several} so far`)
  }, PERIOD)
  clock.unref()
  return () => {
    clearInterval(clock)
    if (told > 0) write(ANEW)
  }
}
