import { EventEmitter } from 'node:events'
import { addScheme } from './addresses.mjs'
import { app } from './app.mjs'

class Session extends EventEmitter {
  /** @type {Map<string, (request: Request) => Promise<Response>>} */
  handlers = new Map()
  protocol = {
    handle: (/** @type {string} */ scheme, /** @type {(request: Request) => Promise<Response>} */ handler) =>
      void this.handlers.set(scheme, handler),
  }
  /** Chromium asks a headless browser's user for nothing. */
  setPermissionRequestHandler() {}
  setPermissionCheckHandler() {}
  setDevicePermissionHandler() {}
}

/** @type {Map<string, Session>} */
const sessions = new Map()

export const session = {
  fromPartition(/** @type {string} */ name) {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready')
    const known = sessions.get(name) ?? new Session()
    sessions.set(name, known)
    return known
  },
}

export const protocol = {
  registerSchemesAsPrivileged(/** @type {{ scheme: string }[]} */ schemes) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme } of schemes) addScheme(scheme)
  },
}

class NativeTheme extends EventEmitter {
  #source = 'system'

  get themeSource() {
    return this.#source
  }
  set themeSource(source) {
    this.#source = source
    this.emit('updated')
  }
  get shouldUseDarkColors() {
    return this.#source === 'dark'
  }
}

export const nativeTheme = new NativeTheme()
