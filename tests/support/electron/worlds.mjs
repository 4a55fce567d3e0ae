/**
 * What runs in the page, as source text: the page's own world and that of the preload script, which share the document
 * and nothing else, hand each other values, functions and promises by events of it, as Electron's contextBridge does.
 */

/** The name of the preload script's world. */
export const WORLD = 'electron-preload'
/** By which that world speaks to the main process. */
export const BINDING = 'sendToMain'

/**
 * One world's end of the bridge.
 * @param {string} ours the event that it hears
 * @param {string} theirs
 */
function createEnd(ours, theirs) {
  const functions = new Map()
  const promises = new Map()
  let last = 0
  /** @type {any} */
  let answer
  const say = (/** @type {unknown} */ message) =>
    document.dispatchEvent(new CustomEvent(theirs, { detail: JSON.stringify(message) }))

  function pack(/** @type {any} */ value) {
    last += 1
    const id = last
    if (typeof value === 'function') {
      functions.set(id, value)
      return { function: id }
    }
    if (!(value instanceof Promise)) return { value }
    value.then(
      (result) => say({ type: 'settled', id, value: pack(result) }),
      (error) => say({ type: 'settled', id, error: String(error?.message ?? error) }),
    )
    return { promise: id }
  }
  function unpack(/** @type {any} */ packed) {
    if (packed.promise !== undefined) {
      return new Promise((resolve, reject) => promises.set(packed.promise, { resolve, reject }))
    }
    return packed.function === undefined
      ? packed.value
      : (/** @type {any[]} */ ...args) => call(packed.function, args)
  }
  function call(/** @type {number} */ id, /** @type {any[]} */ args) {
    say({ type: 'call', id, args: args.map(pack) })
    // The other world has answered before the event is over.
    const { value, error } = answer
    if (error !== undefined) throw new Error(error)
    return unpack(value)
  }
  /** @type {Record<string, (message: any) => void>} */
  const hear = {
    call({ id, args }) {
      try {
        say({ type: 'answer', value: pack(functions.get(id)(...args.map(unpack))) })
      } catch (error) {
        say({ type: 'answer', error: String(/** @type {Error} */ (error).message) })
      }
    },
    answer(message) {
      answer = message
    },
    settled({ id, value, error }) {
      const { resolve, reject } = promises.get(id)
      promises.delete(id)
      if (error === undefined) resolve(unpack(value))
      else reject(new Error(error))
    },
    expose({ key, members }) {
      const api = Object.fromEntries(members.map((/** @type {any} */ [name, packed]) => [name, unpack(packed)]))
      Object.defineProperty(globalThis, key, { value: Object.freeze(api), enumerable: true })
    },
  }
  document.addEventListener(ours, (event) => {
    event.stopImmediatePropagation()
    const message = JSON.parse(/** @type {CustomEvent} */ (event).detail)
    hear[message.type]?.(message)
  })
  return {
    expose: (/** @type {string} */ key, /** @type {Record<string, unknown>} */ api) =>
      say({ type: 'expose', key, members: Object.entries(api).map(([name, value]) => [name, pack(value)]) }),
  }
}

/**
 * Runs the preload script in a world of its own.
 * @param {ReturnType<typeof createEnd>} end
 * @param {(message: string) => void} send
 * @param {(require: unknown, module: unknown, exports: unknown, process: unknown) => void} preload
 * @param {string[]} args
 */
function runPreload(end, send, preload, args) {
  /** @type {Map<string, Set<(...args: any[]) => void>>} */
  const listeners = new Map()
  const pending = new Map()
  let last = 0

  const listenersOf = (/** @type {string} */ channel) => {
    const known = listeners.get(channel) ?? new Set()
    listeners.set(channel, known)
    return known
  }
  const ipcRenderer = {
    invoke(/** @type {string} */ channel, /** @type {unknown[]} */ ...values) {
      last += 1
      send(JSON.stringify({ id: last, channel, args: values }))
      return new Promise((resolve, reject) => pending.set(last, { resolve, reject }))
    },
    send: (/** @type {string} */ channel, /** @type {unknown[]} */ ...values) =>
      send(JSON.stringify({ channel, args: values })),
    on: (/** @type {string} */ channel, /** @type {() => void} */ listener) => listenersOf(channel).add(listener),
    off: (/** @type {string} */ channel, /** @type {() => void} */ listener) => listenersOf(channel).delete(listener),
  }
  const contextBridge = { exposeInMainWorld: end.expose }

  Object.assign(globalThis, {
    hearFromMain(/** @type {any} */ { id, result, error, channel, args: values }) {
      if (id === undefined) for (const listener of [...listenersOf(channel)]) listener({}, ...values)
      else if (error === undefined) pending.get(id).resolve(result)
      else pending.get(id).reject(new Error(error))
      pending.delete(id)
    },
  })
  const require = (/** @type {string} */ name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports, { argv: ['electron', ...args] })
}

const [toPage, toPreload] = ['to-page', 'to-preload']

export const pageWorld = `(${createEnd})('${toPage}', '${toPreload}')`

/**
 * Only of the main frame, as Electron does where nodeIntegrationInSubFrames is off.
 * @param {string} preload its text
 * @param {string[]} args
 */
export const preloadWorld = (preload, args) => `if (window === top) (${runPreload})(
  (${createEnd})('${toPreload}', '${toPage}'),
  ${BINDING},
  function (require, module, exports, process) {${preload}
  },
  ${JSON.stringify(args)})`
