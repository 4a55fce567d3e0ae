/** Electron's fuses, which are bytes behind a mark in its program (its documentation: "Electron Fuses"). */

/** The mark, which Electron's sources call the sentinel. */
export const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const WIRE_VERSION = 1

/** In the order of the wire, with what a package needs. What follows them stays as Electron has it. */
export const WANTED = {
  // Participants are the program itself, run as Node.
  RunAsNode: true,
  EnableCookieEncryption: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}

/**
 * @param {Buffer} bytes a program's
 * @returns {string} `1` for on and `0` for off, a character each
 */
export function readFuses(bytes) {
  const mark = bytes.indexOf(SENTINEL)
  if (mark < 0) throw new Error('The program has no fuses.')
  const wire = mark + SENTINEL.length
  if (bytes[wire] !== WIRE_VERSION)
    throw new Error(`The fuses are of version ${bytes[wire]}, which is not known here.`)
  return bytes.subarray(wire + 2, wire + 2 + (bytes[wire + 1] ?? 0)).toString('latin1')
}

/** @returns {string[]} the fuses that are not as wanted */
export function wrongFuses(/** @type {string} */ states) {
  return Object.entries(WANTED)
    .filter(([_, wanted], index) => states[index] !== (wanted ? '1' : '0'))
    .map(([name]) => name)
}
