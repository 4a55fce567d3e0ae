/** Tells each step in a line of its own as it ends. */

/** A step's own word of why it is not well. */
export class Refusal extends Error {}

/** @returns {void} throws what stands in for “because …” where it does not hold */
export function must(/** @type {unknown} */ holds, /** @type {string} */ because) {
  if (!holds) throw new Refusal(because)
}

/** Two values of JSON are the same. */
export function same(/** @type {unknown} */ found, /** @type {unknown} */ wanted) {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)]
  must(is === should, `it is ${is} and not ${should}`)
}

const oneLine = (/** @type {string} */ text) => text.trim().replaceAll(/\s*\n\s*/g, ' / ')

/** @param {(line: string) => void} [write] */
export function makeReport(write = console.log) {
  const counts = { ok: 0, failed: 0 }
  return {
    counts,
    /**
     * Resolves to whether it went well.
     * @param {string} name
     * @param {() => void | string | Promise<void | string>} check what it returns is told with the line
     */
    async step(name, check) {
      try {
        const more = await check()
        counts.ok++
        write(`ok ${name}${more ? ` (${oneLine(more)})` : ''}`)
        return true
      } catch (error) {
        counts.failed++
        const { message, stack = message } = /** @type {Error} */ (error)
        write(`not ok ${name} because ${oneLine(error instanceof Refusal ? message : stack)}`)
        return false
      }
    },
    /** What this machine cannot show. */
    cannot(/** @type {string} */ sentence) {
      write(`cannot: ${sentence}`)
    },
  }
}
