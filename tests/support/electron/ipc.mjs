import { EventEmitter } from 'node:events'

class IpcMain extends EventEmitter {
  /** @type {Map<string, (event: unknown, ...args: unknown[]) => unknown>} */
  #handlers = new Map()

  handle(/** @type {string} */ channel, /** @type {(...args: unknown[]) => unknown} */ handler) {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }
  /**
   * What a page has invoked.
   * @param {string} channel
   * @param {unknown} event
   * @param {unknown[]} args
   */
  async answer(channel, event, args) {
    const handler = this.#handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return structuredClone(await handler(event, ...args))
  }
}

export const ipcMain = new IpcMain()
