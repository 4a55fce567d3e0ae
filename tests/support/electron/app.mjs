import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { closeBrowser } from './browser.mjs'
import { createEvent } from './event.mjs'
import { frame } from './frame.mjs'
import { becomeFirst } from './only.mjs'

/** Where the app keeps what is its user's; a test names it. */
const folder = process.env.STAND_IN_USER_DATA ?? ''

class App extends EventEmitter {
  isPackaged = process.env.STAND_IN_PACKED === '1'
  /** @type {{ shut(): Promise<void> }[]} */
  windows = []
  /** @type {string[]} */
  recentDocuments = []
  relaunches = 0
  #ready = false
  /** @type {Promise<void> | null} */
  #readiness = null
  #ending = false

  enableSandbox() {
    if (this.#ready) throw new Error('app.enableSandbox() must be called before the app is ready')
  }
  isReady() {
    return this.#ready
  }
  whenReady() {
    this.#readiness ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#ready = true
        this.emit('ready')
        resolve()
      })
    })
    return this.#readiness
  }
  getPath(/** @type {string} */ name) {
    return name === 'userData' ? folder : join(folder, name)
  }
  requestSingleInstanceLock(/** @type {unknown} */ data) {
    return becomeFirst(join(folder, 'only'), data, (told) => this.emit('second-instance', {}, [], folder, told))
  }
  addRecentDocument(/** @type {string} */ path) {
    this.recentDocuments.push(path)
  }
  clearRecentDocuments() {
    this.recentDocuments = []
  }
  relaunch() {
    this.relaunches += 1
  }
  quit() {
    if (this.#ending) return
    const event = createEvent()
    this.emit('before-quit', event)
    if (!event.defaultPrevented) void this.#end(0)
  }
  exit(status = 0) {
    void this.#end(status)
  }
  async #end(/** @type {number} */ status) {
    this.#ending = true
    for (const window of [...this.windows]) await window.shut()
    await closeBrowser()
    await frame?.end()
    this.emit('will-quit', createEvent())
    this.emit('quit', {}, status)
    process.exit(status)
  }
}

export const app = new App()
