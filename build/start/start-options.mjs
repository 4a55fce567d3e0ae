/** What npm start can be told, and what it decides from that and from the machine. */
import { parseArgs } from 'node:util'

export const USAGE = 'Usage: npm start -- [--browser] [--port <number>] [--no-open] [--present]'

/**
 * Throws an Error with a sentence for an option that does not exist, or whose value is there twice.
 * @param {string[]} args
 */
export function parseOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      browser: { type: 'boolean' },
      port: { type: 'string', multiple: true },
      'no-open': { type: 'boolean' },
      present: { type: 'boolean' },
    },
  })
  const { browser = false, port: [port = '0', ...more] = [], present = false } = values
  if (more.length > 0) throw new Error('--port is there twice. Allowed is once.')
  return { browser, port, open: !values['no-open'], present }
}

/**
 * Why Electron's window cannot be shown here at all; null when it can.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} environment
 */
export function noWindowReason(platform, environment) {
  if (platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY) return null
  return 'there is no display'
}

/**
 * Chromium refuses its sandbox to root on Linux.
 * @param {NodeJS.Platform} platform
 * @param {number | undefined} user
 */
export const needsNoSandbox = (platform, user) => platform === 'linux' && user === 0
