/** Electron's IPC with one page: by a binding that only the preload scripts' worlds have, and by evaluation in them. */
import { toElectron } from './addresses.mjs'
import { ipcMain } from './ipc.mjs'
import { BINDING, WORLD } from './worlds.mjs'

/**
 * @param {import('playwright-core').CDPSession} devTools
 * @param {import('./windows.mjs').Contents} contents
 */
export async function connectIpc(devTools, contents) {
  /** The main frame's preload world, which each load makes anew. */
  let world = 0
  const { frameTree } = await devTools.send('Page.getFrameTree')
  const mainFrame = frameTree.frame.id

  devTools.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === WORLD && context.auxData?.frameId === mainFrame) world = context.id
  })
  devTools.on('Page.windowOpen', ({ url }) => {
    const { action } = contents.openHandler({ url: toElectron(url) })
    contents.attempts.push({ way: 'window', address: url, denied: action === 'deny' })
  })
  devTools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === BINDING) void receive(JSON.parse(payload), executionContextId)
  })
  await devTools.send('Runtime.enable')
  await devTools.send('Page.enable')
  await devTools.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })

  async function receive(/** @type {any} */ { id, channel, args }, /** @type {number} */ from) {
    const senderFrame = from === world ? contents.mainFrame : { url: contents.mainFrame.url }
    const event = { sender: contents, senderFrame }
    if (id === undefined) return ipcMain.emit(channel, event, ...args)
    try {
      await deliver({ id, result: await ipcMain.answer(channel, event, args) }, from)
    } catch (error) {
      await deliver({ id, error: `Error invoking remote method '${channel}': ${error}` }, from)
    }
  }
  /** @param {unknown} message */
  async function deliver(message, to = world) {
    const expression = `hearFromMain(${JSON.stringify(message)})`
    // The page may have gone meanwhile.
    await devTools.send('Runtime.evaluate', { contextId: to, expression }).catch(() => {})
  }
  return {
    deliver,
    devTools,
    /** What a page's own script cannot do, and Electron must not let a foreign frame do. */
    async sendFromFrame(/** @type {string} */ channel, /** @type {unknown} */ message) {
      const { frameTree: tree } = await devTools.send('Page.getFrameTree')
      const frameId = tree.childFrames?.[0]?.frame.id
      if (frameId === undefined) throw new Error('The page has no frame in it.')
      const { executionContextId } = await devTools.send('Page.createIsolatedWorld', { frameId, worldName: WORLD })
      const expression = `new Promise((resolve) => {
        globalThis.hearFromMain = ({ error }) => resolve(error ?? 'heard')
        ${BINDING}(${JSON.stringify(JSON.stringify({ id: 1, channel, args: [message] }))})
      })`
      const { result } = await devTools.send('Runtime.evaluate', {
        ...{ contextId: executionContextId, expression, awaitPromise: true },
      })
      return result.value
    },
  }
}
