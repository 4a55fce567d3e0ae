/** npm start: Electron if its runtime is here or can be had, otherwise the same screen in a browser. */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { listenForEnd } from '../../electron/hosts/ending.mjs'
import { fetchRuntime, runtimeIn } from './electron-runtime.mjs'
import { needsNoSandbox, noWindowReason, parseOptions, USAGE } from './start-options.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const electron = join(root, 'node_modules', 'electron')
const WRONG_USAGE = 2
/** How a shell and the loader tell that a program could not be started at all. */
const NOT_STARTED = [126, 127]

/** @typedef {ReturnType<typeof parseOptions>} Options */

/**
 * Shows the window until it is closed.
 * @param {string} path
 * @param {boolean} present
 * @returns {Promise<string | null>} why it could not be started; null when it was
 */
function runElectron(path, present) {
  const noSandbox = needsNoSandbox(process.platform, process.getuid?.())
  if (noSandbox) console.log('Running as root: Electron starts without Chromium’s sandbox (--no-sandbox).')
  const child = spawn(path, [...(noSandbox ? ['--no-sandbox'] : []), root, ...(present ? ['--present'] : [])], {
    cwd: root,
    stdio: 'inherit',
    // Apart from the terminal’s signals: it hears each of them once, from here.
    detached: process.platform !== 'win32',
  })
  let asked = false
  const ending = listenForEnd()
  ending.asked.then(() => {
    asked = true
    child.kill('SIGTERM')
  })
  // Electron ends its run by force then, and still cleans up.
  ending.forced.then(() => child.kill('SIGTERM'))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (status, signal) => {
      if (status !== null && NOT_STARTED.includes(status)) return resolve(`it ended with status ${status}`)
      process.exitCode = asked ? 0 : (status ?? 1)
      if (signal && !asked) console.error(`Electron was ended by ${signal}.`)
      resolve(null)
    })
  })
}

/**
 * Serves the screen from this very process, whose signals end it.
 * @param {Options} options
 */
async function runBrowserHost({ port, open, present }) {
  const cli = join(root, 'dist', 'cli', 'cli.js')
  process.argv = [process.execPath, cli, 'serve', '--port', port, ...(open ? ['--open'] : [])]
  if (present) process.argv.push('--present')
  await import(pathToFileURL(cli).href)
}

/**
 * @param {boolean} present
 * @returns {Promise<string | null>} why there is no window; null after it has been shown
 */
async function tryElectron(present) {
  const noWindow = noWindowReason(process.platform, process.env)
  if (noWindow) return noWindow
  const here = runtimeIn(electron)
  const runtime = here ? { path: here } : await fetchRuntime(electron)
  return 'reason' in runtime ? `its runtime is not here, and ${runtime.reason}` : runElectron(runtime.path, present)
}

/** @param {Options} options */
async function start(options) {
  if (options.browser) return runBrowserHost(options)
  const reason = await tryElectron(options.present)
  if (reason === null) return
  console.log(`Electron cannot be started: ${reason}. The same screen opens in a browser instead.`)
  await runBrowserHost(options)
}

/** @returns {Options | null} */
function readOptions() {
  try {
    return parseOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\n${USAGE}`)
    process.exitCode = WRONG_USAGE
    return null
  }
}

// Terminals of VS Code export it; with it, Electron would be plain Node.
delete process.env.ELECTRON_RUN_AS_NODE
const options = readOptions()
if (options) await start(options)
