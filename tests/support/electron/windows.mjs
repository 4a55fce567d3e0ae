import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { toChromium, toElectron } from './addresses.mjs'
import { app } from './app.mjs'
import { theBrowser } from './browser.mjs'
import { createEvent } from './event.mjs'
import { frame } from './frame.mjs'
import { connectIpc } from './page-ipc.mjs'
import { confine } from './routes.mjs'
import { nativeTheme, session } from './sessions.mjs'
import { pageWorld, preloadWorld, WORLD } from './worlds.mjs'

/** The page of a window: Electron's WebContents. */
class WebContents extends EventEmitter {
  /** Its identity tells the main frame from others. */
  mainFrame = { url: '' }
  /**
   * What became of each attempt to lead it elsewhere.
   * @type {{ way: string, address: string, denied: boolean }[]}
   */
  attempts = []
  /** @type {(details: { url: string }) => { action: string }} */
  openHandler = () => ({ action: 'allow' })
  #destroyed = false

  constructor(/** @type {BrowserWindow} */ window) {
    super()
    this.window = window
  }
  setWindowOpenHandler(/** @type {WebContents['openHandler']} */ handler) {
    this.openHandler = handler
  }
  isDestroyed() {
    return this.#destroyed
  }
  send(/** @type {string} */ channel, /** @type {unknown[]} */ ...args) {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    void this.window.ipc?.deliver({ channel, args })
  }
  reload() {
    void this.window.loadAgain()
  }
  end() {
    this.#destroyed = true
    this.emit('destroyed')
  }
}

/** @typedef {WebContents} Contents */

export class BrowserWindow extends EventEmitter {
  static getAllWindows() {
    return /** @type {BrowserWindow[]} */ ([...app.windows])
  }
  static fromWebContents(/** @type {WebContents} */ contents) {
    return contents.window
  }

  webContents = new WebContents(this)
  /**
   * What the page has complained about.
   * @type {string[]}
   */
  complaints = []
  /** @type {import('playwright-core').Page | undefined} */
  page
  /** @type {Awaited<ReturnType<typeof connectIpc>> | undefined} */
  ipc
  /**
   * What the app is just leading its page to.
   * @type {string | null}
   */
  loading = null
  visible = false
  #maximized = false
  #address = ''
  /** @type {Promise<import('playwright-core').BrowserContext>} */
  #context

  constructor(/** @type {Record<string, any>} */ options) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    this.options = options
    if (frame) Object.assign(this, frame.members)
    this.visible = options.show !== false
    this.#context = this.#open()
    app.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async #open() {
    const { width, height, webPreferences } = this.options
    const browser = await theBrowser()
    const context = await browser.newContext({ viewport: { width, height } })
    await confine(context, this.webContents, session.fromPartition(webPreferences.partition))
    return context
  }
  /** A page in a process of its own, as after a crash. */
  async #newPage() {
    const context = await this.#context
    const { preload, additionalArguments = [] } = this.options.webPreferences
    const page = await context.newPage()
    this.page = page
    this.#listen(page)
    await page.emulateMedia({ colorScheme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' })
    const devTools = await context.newCDPSession(page)
    this.ipc = await connectIpc(devTools, this.webContents)
    const scripts = { pageWorld, preloadWorld: preloadWorld(readFileSync(preload, 'utf8'), additionalArguments) }
    await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.pageWorld })
    await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preloadWorld, worldName: WORLD })
    return page
  }
  #listen(/** @type {import('playwright-core').Page} */ page) {
    const contents = this.webContents
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('crash', () => contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 }))
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return
      contents.mainFrame.url = toElectron(frame.url())
    })
    page.on('download', (download) => this.#save(download))
  }
  async #save(/** @type {import('playwright-core').Download} */ download) {
    /** @type {{ defaultPath?: string }} */
    let asked = {}
    const event = createEvent()
    const item = {
      getURL: () => toElectron(download.url()),
      getFilename: () => download.suggestedFilename(),
      setSaveDialogOptions: (/** @type {typeof asked} */ options) => {
        asked = options
      },
    }
    session.fromPartition(this.options.webPreferences.partition).emit('will-download', event, item)
    if (event.defaultPrevented) await download.cancel()
    else await download.saveAs(`${app.getPath('documents')}/${asked.defaultPath}`)
  }
  async loadURL(/** @type {string} */ address) {
    this.#address = address
    const page = await this.#newPage()
    await this.#load(page)
  }
  async #load(/** @type {import('playwright-core').Page} */ page) {
    this.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    this.webContents.mainFrame = { url: this.#address }
    this.loading = this.#address.replace(/#.*/, '')
    const response = await page.goto(toChromium(this.#address))
    this.loading = null
    this.webContents.emit('did-navigate', {}, this.#address, response?.status() ?? 0, '')
  }
  async loadAgain() {
    const before = this.page
    await this.#load(await this.#newPage())
    await before?.close()
  }
  show() {
    this.visible = true
    this.emit('show')
  }
  focus() {}
  restore() {}
  isMinimized() {
    return false
  }
  maximize() {
    this.#maximized = true
  }
  isMaximized() {
    return this.#maximized
  }
  isVisible() {
    return this.visible
  }
  setBackgroundColor() {}
  getNormalBounds() {
    const { x = 0, y = 0, width, height } = this.options
    return { x, y, width, height }
  }
  isDestroyed() {
    return this.webContents.isDestroyed()
  }
  close() {
    this.emit('close')
    this.destroy()
  }
  destroy() {
    void this.#gone()
  }
  /** As a quit does with every window. */
  async shut() {
    this.emit('close')
    await this.#gone()
  }
  async #gone() {
    if (this.isDestroyed()) return
    this.webContents.end()
    app.windows.splice(app.windows.indexOf(this), 1)
    await (await this.#context).close()
    this.emit('closed')
    if (app.windows.length === 0) app.emit('window-all-closed')
  }
}

nativeTheme.on('updated', () => {
  const colorScheme = nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
  for (const { page } of BrowserWindow.getAllWindows()) void page?.emulateMedia({ colorScheme })
})
