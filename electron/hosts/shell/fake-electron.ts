/**
 * Stands in for the module `electron` in tests, with what the shell uses of it and nothing more: it remembers what it
 * was told, emits what the real one emits, and lets a test play the page, the person and the system.
 *
 * Use: `vi.mock('electron', () => import('./fake-electron.ts'))`.
 */
import { EventEmitter } from 'node:events'

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
    for (const window of FakeBrowserWindow.windows.slice()) window.destroy()
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
    this.emit('ready-to-show')
  }
  show() {
    this.visible = true
  }
  isDestroyed() {
    return this.webContents.isDestroyed()
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
  receive(channel: string, sender: FakeWebContents, senderFrame: FakeFrame | null = sender.mainFrame) {
    this.emit(channel, { sender, senderFrame })
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
  send(channel: string) {
    ipcMain.receive(channel, firstWindow().webContents)
  }
}

type ProtocolHandler = (request: Request) => Promise<Response>

class FakeSession {
  readonly schemes = new Map<string, ProtocolHandler>()
  readonly protocol = { handle: (scheme: string, handler: ProtocolHandler) => void this.schemes.set(scheme, handler) }
  permissionRequest: ((contents: null, permission: string, decide: (granted: boolean) => void) => void) | null = null
  permissionCheck: (() => boolean) | null = null
  devicePermission: (() => boolean) | null = null

  setPermissionRequestHandler(handler: FakeSession['permissionRequest']) {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: FakeSession['permissionCheck']) {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler(handler: FakeSession['devicePermission']) {
    this.devicePermission = handler
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
  async showMessageBox(_window: unknown, options: Record<string, unknown>) {
    this.shown.push(options)
    return { response: this.choice }
  },
  /** On Linux the real one shows no box before the app is ready. */
  showErrorBox(title: string, content: string) {
    if (!app.ready) throw new Error('There is no box yet')
    this.errors.push(`${title}: ${content}`)
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
  Object.assign(dialog, { shown: [], errors: [], choice: 0 })
  contextBridge.exposed = {}
}
