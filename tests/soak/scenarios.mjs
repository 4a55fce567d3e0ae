/** The scenarios as the soak runs them: who can be killed at which calls, with which settings, and how that may end. */

const FREE = ['free=after-post', 'free=after-receipt', 'free=after-reply', 'objects=one']
const ACCESS = ['access=give+get', 'access=give-only', 'access=get-only', 'naming=named']

/**
 * @typedef {{
 *   id: string
 *   participants: readonly string[]
 *   calls: number
 *   choices: readonly (readonly string[])[]
 *   always: readonly string[]
 *   mayEnd: (settings: readonly string[], outcome: string) => boolean
 * }} Soaked `calls` is more than any participant makes: a later one is never reached, and the run is completed. One of
 *   each of `choices` is taken, and all of `always`. `mayEnd` tells whether it may end otherwise than completed or as the
 *   crash of who was killed.
 */

/** @type {Soaked} */
const requestReply = {
  id: 'request-reply',
  participants: ['client', 'server'],
  calls: 50,
  choices: [
    FREE,
    ACCESS,
    ['window=command-line', 'window=request', 'windows=3'],
    ['size=1', 'size=4096', 'size=100000', 'size=3000000'],
    ['outstanding=1', 'outstanding=2'],
  ],
  always: ['requests=2'],
  // Then it is decided by chance whether the request is lost before anybody is killed.
  mayEnd: (settings, outcome) =>
    outcome === 'lost-request' && /get-only|named/.test(settings.join()) && settings.includes('free=after-post'),
}

/** @type {Soaked} */
const parentAndChild = {
  id: 'parent-and-child',
  participants: ['parent', 'child'],
  calls: 14,
  choices: [['version=original', 'version=mended']],
  always: [],
  mayEnd: () => false,
}

/** @type {Soaked} */
const welcomeText = {
  id: 'welcome-text',
  participants: ['creator', 'reader'],
  calls: 10,
  choices: [
    ['reader=meanwhile', 'reader=too-early', 'reader=too-late'],
    ['namespace=Local', 'namespace=Global'],
    ['version=original', 'version=mended'],
  ],
  always: [],
  // The reader finds no object there.
  mayEnd: (settings, outcome) => outcome === 'api-error' && !settings.includes('reader=meanwhile'),
}

export const soaked = [requestReply, parentAndChild, welcomeText]
