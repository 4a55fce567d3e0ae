/** When a command is to end: for the command line, and for npm start, which runs before anything is built. */
import { noteParents } from './parents.mjs'

/** SIGBREAK is Ctrl+Break, SIGHUP a closed window, on Windows. */
const SIGNALS = /** @type {NodeJS.Signals[]} */ ([
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  // SIGQUIT is Ctrl+\ in a terminal.
  process.platform === 'win32' ? 'SIGBREAK' : 'SIGQUIT',
])
/** Within so many milliseconds the same signal is the same wish: npm passes on what the terminal sends to everybody. */
const ECHO = 500
/** After so many milliseconds what was to end in good order is ended by force. */
const PATIENCE = 6000
/** How often it is checked whether npm is still there, in milliseconds. */
const PARENT_CHECK = 500

/**
 * @typedef {object} Ending
 * @property {Promise<void>} asked resolves when the command is to end in good order
 * @property {Promise<void>} forced resolves when it is to end at once, which is always after `asked`
 * @property {() => void} ask asks from within
 * @property {() => void} stop listens no more: a signal ends the process by itself again
 */

/**
 * Listens from now on, for most as long as the process lives: no signal ends it by itself any more. The first signal asks,
 * so does the end of npm or of the process that holds the other end of our channel; a second one forces, and later
 * ones do nothing.
 * @returns {Ending}
 */
export function listenForEnd() {
  let ask = () => {}
  let force = () => {}
  const asked = new Promise((/** @type {(value: void) => void} */ resolve) => {
    ask = resolve
  })
  const forced = new Promise((/** @type {(value: void) => void} */ resolve) => {
    force = resolve
  })
  asked.then(() => setTimeout(force, PATIENCE).unref())

  const hear = createHearing(asked, ask, force)
  for (const signal of SIGNALS) process.on(signal, hear)
  if (process.connected) process.on('disconnect', ask)
  const checking = checkParents(ask)
  function stop() {
    for (const signal of SIGNALS) process.off(signal, hear)
    process.off('disconnect', ask)
    clearInterval(checking)
  }
  return { asked, forced, ask, stop }
}

function checkParents(/** @type {() => void} */ ask) {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const isOrphaned = noteParents()
  return setInterval(() => isOrphaned() && ask(), PARENT_CHECK).unref()
}

/**
 * @param {Promise<void>} asked also by something else than a signal
 * @param {() => void} ask
 * @param {() => void} force
 */
function createHearing(asked, ask, force) {
  /** @type {{ signal: NodeJS.Signals | null, at: number } | null} */
  let first = null
  asked.then(() => {
    first ??= { signal: null, at: performance.now() }
  })
  return (/** @type {NodeJS.Signals} */ signal) => {
    const at = performance.now()
    if (first === null) {
      first = { signal, at }
      ask()
    } else if ((first.signal !== null && signal !== first.signal) || at - first.at > ECHO) {
      force()
    }
  }
}
