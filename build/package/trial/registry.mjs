/** Reads what `reg export` writes: Microsoft's ".reg" files, version 5. */

/** @typedef {Map<string, Map<string, string>>} Registry the values of each key by their names; `@` is its own */

const unescaped = (/** @type {string} */ text) => text.replaceAll(/\\(["\\])/g, '$1')
const NAME_AND_VALUE = /^(@|"(?:[^"\\]|\\.)*")=(.*)$/

/**
 * A text comes without its quotes, all else as it is written: `dword:00000001`, `hex:..`.
 * @param {Buffer} bytes UTF-16 with its mark
 * @returns {Registry}
 */
export function parseRegistry(bytes) {
  /** @type {Registry} */
  const registry = new Map()
  let values = new Map()
  // A long value goes on in the next line.
  const text = bytes.toString('utf16le').replaceAll(/\\\r?\n\s*/g, '')
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) {
      values = new Map()
      registry.set(line.slice(1, line.lastIndexOf(']')), values)
      continue
    }
    const [, name, value] = NAME_AND_VALUE.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    const isText = value.startsWith('"')
    values.set(name === '@' ? '@' : unescaped(name.slice(1, -1)), isText ? unescaped(value.slice(1, -1)) : value)
  }
  return registry
}

/** @returns {string[]} a line for each key and for each value */
export const linesOf = (/** @type {Registry} */ registry) =>
  [...registry].flatMap(([key, values]) => [
    `[${key}]`,
    ...[...values].map(([name, value]) => `[${key}] ${name} = ${value}`),
  ])

/** Keys directly below one. */
export const keysBelow = (/** @type {Registry} */ registry, /** @type {string} */ key) =>
  [...registry.keys()].filter((each) => each.startsWith(`${key}\\`) && !each.slice(key.length + 1).includes('\\'))
