/** The scenarios as the soak runs them: who can be killed at which calls, with which settings, and how that may end. */

const FREE = ['free=after-post', 'free=after-receipt', 'free=after-reply', 'objects=one']
const ACCESS = ['access=give+get', 'access=give-only', 'access=get-only', 'naming=named']

/**
 * @typedef {{
 *   id: string
 *   participants: readonly string[]
 *   calls: number
 *   timeouts?: number
 *   choices: readonly (readonly string[])[]
 *   always: readonly string[]
 *   mayEnd: (settings: readonly string[], outcome: string) => boolean
 * }} Soaked `calls` is more than any participant makes: a later one is never reached, and the run is completed.
 *   `timeouts` is how many may pass one after the other, where that is more than one. One of each of `choices` is taken,
 *   and all of `always`. `mayEnd` tells whether it may end otherwise than completed or as the crash of who was killed.
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

/** @type {Soaked} */
const peerToPeer = {
  id: 'peer-to-peer',
  participants: ['peer-1', 'peer-2'],
  calls: 14,
  choices: [
    ['second=at-once', 'second=afterwards', 'second=before-data', 'second=half-way'],
    ['version=original', 'version=mended'],
    ['ready=on', 'ready=off'],
    ['text=Update', 'text=x'],
  ],
  always: ['mode=peers'],
  // Without any mend what is read is decided by chance.
  mayEnd: (settings, outcome) =>
    outcome === 'wrong-data' && settings.includes('version=original') && settings.includes('ready=off'),
}

/** @type {Soaked} */
const oneServerManyClients = {
  id: 'one-server-many-clients',
  participants: ['server', 'client-1', 'client-2', 'client-3'],
  calls: 26,
  // Each request of each client.
  timeouts: 6,
  choices: [
    ['servers=one', 'servers=second', 'servers=restarted', 'servers=gone'],
    ['version=original', 'version=mended'],
    ['arrival=together', 'arrival=later'],
    ['work=0', 'work=20'],
    ['poll=10', 'poll=100'],
  ],
  always: ['clients=3', 'requests=2'],
  // Without a server there is no reply, and the original may believe another one's.
  mayEnd: (settings, outcome) =>
    ['timeout', 'wrong-data', 'api-error'].includes(outcome) && /restarted|gone/.test(settings.join()),
}

/** @type {Soaked} */
const fileSearch = {
  id: 'file-search',
  participants: ['client', 'server'],
  calls: 150,
  // The end marker is waited for, and then that it is taken.
  timeouts: 2,
  choices: [
    ['version=original', 'version=mended'],
    ['namespace=Local', 'namespace=Global'],
    ['delay=0', 'delay=20'],
  ],
  always: [],
  mayEnd: () => false,
}

/** @type {Soaked} */
const creatorAndOpener = {
  id: 'peer-to-peer',
  participants: ['creator', 'opener'],
  calls: 10,
  choices: [
    ['second=at-once', 'second=afterwards', 'second=too-early', 'second=too-late'],
    ['version=original', 'version=mended'],
  ],
  always: ['mode=creator'],
  // There is nothing to open then; the original touches a null pointer.
  mayEnd: (settings, outcome) => ['api-error', 'trap'].includes(outcome) && /too-/.test(settings.join()),
}

export const soaked = [
  requestReply,
  oneServerManyClients,
  parentAndChild,
  welcomeText,
  fileSearch,
  peerToPeer,
  creatorAndOpener,
]
