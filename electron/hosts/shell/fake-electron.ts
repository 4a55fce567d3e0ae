/**
 * Stands in for the module `electron` in tests, with what the shell uses of it and nothing more: it remembers what it
 * was told, emits what the real one emits, and lets a test play the page, the person and the system.
 *
 * Use: `vi.mock('electron', () => import('./fake-electron.ts'))`.
 */
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FakeSession } from './fake-web-session.ts'

type Handler = (...args: never[]) => unknown

/** An event that a listener may prevent. */
export function createEvent() {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

class FakeApp extends EventEmitter {
  isPackaged = false
  sandboxed = false
  ready = false
  /** Whether the last quit went through to the end. */
  hasQuit = false
  exitStatus: number | null = null
  makeReady: () => void = () => {}
  /** Whether another app of the same user runs already, and what that was handed. */
  isSecond = false
  handedOver: unknown = null
  relaunches = 0
  relaunchedWith: readonly string[] | null = null
  readonly recentDocuments: string[] = []
  private readonly readiness = new Promise<void>((resolve) => {
    this.makeReady = () => {
      this.ready = true
      resolve()
    }
  })

  enableSandbox() {
    if (this.ready) throw new Error('app.enableSandbox() must be called before the app is ready')
    this.sandboxed = true
  }
  getPath(name: string) {
    return join(tmpdir(), `sharemem-fake-electron-${process.pid}`, name)
  }
  requestSingleInstanceLock(data: unknown) {
    this.handedOver = data
    return !this.isSecond
  }
  addRecentDocument(path: string) {
    this.recentDocuments.push(path)
  }
  clearRecentDocuments() {
    this.recentDocuments.length = 0
  }
  relaunch(options?: { readonly args: readonly string[] }) {
    this.relaunchedWith = options?.args ?? null
    this.relaunches += 1
  }
  isReady() {
    return this.ready
  }
  whenReady() {
    return this.readiness
  }
  /** Without asking anybody. */
  exit(status: number) {
    this.exitStatus = status
  }
  quit() {
    const event = createEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    for (const window of FakeBrowserWindow.windows.slice()) window.close()
    this.hasQuit = true
    this.emit('quit')
  }
}

export interface FakeFrame {
  url: string
}

export class FakeWebContents extends EventEmitter {
  mainFrame: FakeFrame = { url: '' }
  readonly sent: { channel: string; message: unknown }[] = []
  reloads = 0
  crashes = 0
  private destroyed = false
  private windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.windowOpenHandler = handler
  }
  /** The page calls window.open; true when Electron would open it, as it does unless told otherwise. */
  opens(url: string) {
    return this.windowOpenHandler?.({ url }).action !== 'deny'
  }
  /** The page, or its user, does what emits `name`; true when Electron would go on with it. */
  allows(name: string) {
    const event = createEvent()
    this.emit(name, event)
    return !event.defaultPrevented
  }
  send(channel: string, message: unknown) {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
    this.sent.push({ channel, message })
    ipcRenderer.emit(channel, {}, message)
  }
  reload() {
    this.reloads += 1
  }
  forcefullyCrashRenderer() {
    this.crashes += 1
    this.emit('render-process-gone', {}, { reason: 'killed' })
  }
  isDestroyed() {
    return this.destroyed
  }
  destroy() {
    this.destroyed = true
    this.emit('destroyed')
  }
}

export interface FakeWindowOptions {
  readonly webPreferences?: Readonly<Record<string, unknown>>
  readonly [option: string]: unknown
}

export class FakeBrowserWindow extends EventEmitter {
  static readonly windows: FakeBrowserWindow[] = []
  static getAllWindows() {
    return FakeBrowserWindow.windows.slice()
  }

  readonly webContents = new FakeWebContents()
  readonly options: FakeWindowOptions
  visible: boolean
  minimized = false
  maximized = false
  focused = false
  background = ''

  constructor(options: FakeWindowOptions = {}) {
    super()
    if (!app.ready) throw new Error('Cannot create BrowserWindow before app is ready')
    this.options = options
    this.visible = options.show !== false
    FakeBrowserWindow.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string) {
    this.webContents.mainFrame = { url }
  }
  static fromWebContents(contents: FakeWebContents) {
    return FakeBrowserWindow.windows.find(({ webContents }) => webContents === contents) ?? null
  }
  isVisible() {
    return this.visible
  }
  isMinimized() {
    return this.minimized
  }
  isMaximized() {
    return this.maximized
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 1000, height: 700 }
  }
  /** On Windows alone. */
  readonly hooks = new Map<number, (wParam: Buffer, lParam: Buffer) => void>()
  hookWindowMessage(id: number, heard: (wParam: Buffer, lParam: Buffer) => void) {
    this.hooks.set(id, heard)
  }
  unhookWindowMessage(id: number) {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed')
    this.hooks.delete(id)
  }
  getNativeWindowHandle() {
    return Buffer.from([0x2a, 0x05, 0x01, 0, 0, 0, 0, 0])
  }
  setBackgroundColor(color: string) {
    this.background = color
  }
  maximize() {
    this.maximized = true
  }
  restore() {
    this.minimized = false
  }
  focus() {
    this.focused = true
  }
  show() {
    this.visible = true
    this.emit('show')
  }
  isDestroyed() {
    return this.webContents.isDestroyed()
  }
  close() {
    this.emit('close')
    this.destroy()
  }
  destroy() {
    if (this.isDestroyed()) return
    FakeBrowserWindow.windows.splice(FakeBrowserWindow.windows.indexOf(this), 1)
    this.webContents.destroy()
    this.emit('closed')
    if (FakeBrowserWindow.windows.length === 0) app.emit('window-all-closed')
  }
}

class FakeIpcMain extends EventEmitter {
  private readonly handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler) {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }
  /** A frame of `sender` invokes; its main frame unless told otherwise. */
  async invoke(
    channel: string,
    sender: FakeWebContents,
    message: unknown,
    senderFrame: FakeFrame | null = sender.mainFrame,
  ) {
    const handler = this.handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return (handler as (event: unknown, message: unknown) => unknown)({ sender, senderFrame }, message)
  }
  /** A frame of `sender` sends. */
  receive(
    channel: string,
    sender: FakeWebContents,
    senderFrame: FakeFrame | null = sender.mainFrame,
    message?: unknown,
  ) {
    this.emit(channel, { sender, senderFrame }, message)
  }
  channels() {
    return [...this.handlers.keys(), ...this.eventNames().map(String)]
  }
  forget() {
    this.handlers.clear()
    this.removeAllListeners()
  }
}

/** The renderer's end: it speaks as the main frame of the first window. */
class FakeIpcRenderer extends EventEmitter {
  invoke(channel: string, message: unknown) {
    return ipcMain.invoke(channel, firstWindow().webContents, structuredClone(message))
  }
  send(channel: string, message?: unknown) {
    ipcMain.receive(channel, firstWindow().webContents, undefined, structuredClone(message))
  }
}

const sessions = new Map<string, FakeSession>()

export const session = {
  fromPartition(name: string): FakeSession {
    if (!app.ready) throw new Error('Session can only be received when app is ready')
    const known = sessions.get(name) ?? new FakeSession()
    sessions.set(name, known)
    return known
  },
}

export const protocol = {
  privileged: [] as { scheme: string; privileges: Record<string, boolean> }[],
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]) {
    if (app.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    this.privileged = schemes
  },
}

export const Menu = {
  application: null as unknown,
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu(menu: unknown) {
    this.application = menu
  },
}

export const dialog = {
  shown: [] as Record<string, unknown>[],
  errors: [] as string[],
  /** What the person chooses: the button's number. */
  choice: 0,
  /** What the person chooses before that, one box after the other. */
  first: [] as number[],
  /** What the person waits for before choosing. */
  hesitates: null as Promise<void> | null,
  files: [] as string[],
  async showMessageBox(...args: Record<string, unknown>[]) {
    this.shown.push(args.at(-1) ?? {})
    await this.hesitates
    return { response: this.first.shift() ?? this.choice }
  },
  async showOpenDialog(...args: Record<string, unknown>[]) {
    this.shown.push(args.at(-1) ?? {})
    return { canceled: this.files.length === 0, filePaths: this.files }
  },
  /** On Linux the real one shows no box before the app is ready. */
  showErrorBox(title: string, content: string) {
    if (!app.ready) throw new Error('There is no box yet')
    this.errors.push(`${title}: ${content}`)
  },
}

class FakeNativeTheme extends EventEmitter {
  themeSource = 'system'
  get shouldUseDarkColors() {
    return this.themeSource === 'dark'
  }
}
export const nativeTheme = new FakeNativeTheme()

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
}

export const shell = {
  opened: [] as string[],
  shown: [] as string[],
  async openExternal(address: string) {
    this.opened.push(address)
  },
  showItemInFolder(path: string) {
    this.shown.push(path)
  },
}

export const clipboard = {
  text: '',
  writeText(text: string) {
    this.text = text
  },
}

export const contextBridge = {
  exposed: {} as Record<string, unknown>,
  exposeInMainWorld(key: string, api: unknown) {
    if (key in this.exposed) throw new Error(`Cannot bind an API on top of an existing property: ${key}`)
    this.exposed[key] = api
  },
}

export let app = new FakeApp()
export const ipcMain = new FakeIpcMain()
export const ipcRenderer = new FakeIpcRenderer()
export { FakeBrowserWindow as BrowserWindow }

export function firstWindow(): FakeBrowserWindow {
  const window = FakeBrowserWindow.windows[0]
  if (!window) throw new Error('No window is open.')
  return window
}

/** A fresh Electron that is not ready yet. */
export function resetElectron() {
  app = new FakeApp()
  FakeBrowserWindow.windows.length = 0
  ipcMain.forget()
  ipcRenderer.removeAllListeners()
  sessions.clear()
  protocol.privileged = []
  Menu.application = null
  Object.assign(dialog, { shown: [], errors: [], choice: 0, first: [], hesitates: null, files: [] })
  Object.assign(shell, { opened: [], shown: [] })
  nativeTheme.removeAllListeners()
  nativeTheme.themeSource = 'system'
  clipboard.text = ''
  contextBridge.exposed = {}
}
