/** What a test sees of the app and does with it, over the channel between their processes. */
import { boxes, dialog, Menu, shell } from './desktop.mjs'
import { frame } from './frame.mjs'
import { nativeTheme } from './sessions.mjs'
import { BrowserWindow } from './windows.mjs'

function theWindow() {
  const [window] = BrowserWindow.getAllWindows()
  if (!window?.page) throw new Error('No window has a page yet.')
  return { window, page: window.page }
}

/** Each item by its path through the menus, without the marks of letters. */
function items(/** @type {any[]} */ menu, path = '') {
  return menu.flatMap((/** @type {any} */ item) => {
    const here = `${path}/${(item.label ?? item.role ?? '').replace(/&(?!&)/g, '')}`
    return Array.isArray(item.submenu) ? items(item.submenu, here) : [[here, item]]
  })
}

/** @type {Record<string, (...args: any[]) => unknown>} */
const commands = {
  state() {
    const [window] = BrowserWindow.getAllWindows()
    return {
      visible: window?.visible ?? false,
      hasPage: window?.page !== undefined,
      options: window?.options ?? null,
      boxes: boxes.map(({ options }) => ({
        message: options.message ?? options.title,
        buttons: options.buttons ?? [],
      })),
      errors: dialog.errors,
      attempts: window?.webContents.attempts ?? [],
      complaints: window?.complaints ?? [],
      toFrame: frame?.heard ?? [],
      opened: shell.opened,
      theme: nativeTheme.themeSource,
      menu: items(Menu.application).map(([path, { accelerator }]) => (accelerator ? `${path} ${accelerator}` : path)),
    }
  },
  /** A method of Playwright's page, such as `click`, or of its keyboard: `keyboard.press`. */
  async page(/** @type {string} */ method, /** @type {unknown[]} */ ...args) {
    const { page } = theWindow()
    const [name = '', part] = method.split('.').reverse()
    const target = /** @type {any} */ (part === undefined ? page : Reflect.get(page, part))
    const result = await target[name](...args)
    return result === null || typeof result !== 'object' ? result : null
  },
  choose(/** @type {string} */ choice) {
    const [box] = boxes
    if (!box) throw new Error('There is no box.')
    box.choose(choice)
  },
  clickMenu(/** @type {string} */ wanted) {
    const [, item] = items(Menu.application).find(([path]) => path === wanted) ?? []
    if (!item) throw new Error(`There is no ${wanted} in the menu.`)
    item.click()
  },
  sendFromFrame: (/** @type {string} */ channel, /** @type {unknown} */ message) =>
    theWindow().window.ipc?.sendFromFrame(channel, message),
  /** A file of the disk is dragged over the page and let go. */
  async drop(/** @type {string} */ path) {
    const { window } = theWindow()
    const data = { items: [], files: [path], dragOperationsMask: 1 }
    for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
      await window.ipc?.devTools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    }
  },
  crash() {
    // It never answers.
    void theWindow()
      .window.ipc?.devTools.send('Page.crash')
      .catch(() => {})
  },
}

export function listenToTest() {
  process.on('message', async (/** @type {any} */ { id, command, args }) => {
    try {
      process.send?.({ id, result: await commands[command]?.(...args) })
    } catch (error) {
      process.send?.({ id, error: String(error) })
    }
  })
}
