/**
 * What a window of Electron's has on Windows alone: a handle that other processes post to, and hooks that hear it. Where
 * a test names the built partner, that one has such a window in place of the app's.
 */
import { fork } from 'node:child_process'

const POINTER = 8

/** @param {number} value as wide as a pointer */
function parameter(value) {
  const bytes = Buffer.alloc(POINTER)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

/** @param {string} path */
async function start(path) {
  /** @type {Map<number, (wParam: Buffer, lParam: Buffer) => void>} */
  const hooks = new Map()
  /** @type {number[]} */
  const heard = []
  const child = fork(path, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  /** @type {Map<number, (value: any) => void>} */
  const pending = new Map()
  let last = 0
  const ready = new Promise((resolve) => child.once('message', resolve))
  child.on('message', (/** @type {any} */ { id, value }) => pending.get(id)?.(value))

  /** @returns {Promise<any>} */
  function ask(/** @type {string} */ call, /** @type {unknown[]} */ ...args) {
    last += 1
    const id = last
    return new Promise((resolve) => {
      pending.set(id, resolve)
      child.send({ id, call, args })
    })
  }
  await ready
  const { value: queue } = await ask('createQueue', 10)
  const { value: handle } = await ask('createWindow', queue)

  async function pump() {
    for (;;) {
      const { ok, value } = await ask('receive', queue)
      // Its last message is none that anybody may post.
      if (!ok || value.id === 0) return
      if (hooks.has(value.id)) heard.push(value.id)
      hooks.get(value.id)?.(parameter(value.mp1), parameter(value.mp2))
    }
  }
  const pumping = pump()
  return {
    heard,
    members: {
      getNativeWindowHandle: () => parameter(handle),
      hookWindowMessage: (/** @type {number} */ id, /** @type {(wParam: Buffer, lParam: Buffer) => void} */ heard) =>
        void hooks.set(id, heard),
      unhookWindowMessage: (/** @type {number} */ id) => void hooks.delete(id),
    },
    async end() {
      await ask('post', handle, { id: 0, mp1: 0, mp2: 0 })
      await pumping
      await ask('destroyQueue', queue)
      child.kill()
    },
  }
}

const partner = process.env.STAND_IN_FRAME

export const frame = partner ? await start(partner) : null
