/** Boxes, menus and what leads out of the app: remembered, and answered by the test. */

/**
 * A box that waits for the person.
 * @typedef {object} Box
 * @property {Record<string, any>} options
 * @property {(choice: string) => void} choose a button, or the path of a file
 */

/** @type {Box[]} */
export const boxes = []

/**
 * @template Answer
 * @param {any[]} args
 * @param {(choice: string, options: Record<string, any>) => Answer} answerOf
 * @param {(options: Record<string, any>) => Answer} cancelled
 * @returns {Promise<Answer>}
 */
function show(args, answerOf, cancelled) {
  const options = args.at(-1)
  return new Promise((resolve) => {
    /** @type {Box} */
    const box = { options, choose: (choice) => end(answerOf(choice, options)) }
    const end = (/** @type {Answer} */ answer) => {
      if (boxes.includes(box)) boxes.splice(boxes.indexOf(box), 1)
      resolve(answer)
    }
    options.signal?.addEventListener('abort', () => end(cancelled(options)))
    boxes.push(box)
  })
}

export const dialog = {
  /** @type {string[]} */
  errors: [],
  showMessageBox: (/** @type {any[]} */ ...args) =>
    show(
      args,
      (choice, { buttons }) => ({ response: buttons.indexOf(choice) }),
      ({ cancelId }) => ({ response: cancelId }),
    ),
  showOpenDialog: (/** @type {any[]} */ ...args) =>
    show(
      args,
      (path) => ({ canceled: false, filePaths: [path] }),
      () => ({ canceled: true, filePaths: [] }),
    ),
  showErrorBox(/** @type {string} */ title, /** @type {string} */ content) {
    this.errors.push(`${title}: ${content}`)
  },
}

export const Menu = {
  /** @type {any[]} */
  application: [],
  buildFromTemplate: (/** @type {any[]} */ template) => template,
  setApplicationMenu(/** @type {any[]} */ menu) {
    this.application = menu
  },
}

export const shell = {
  /** @type {string[]} */
  opened: [],
  async openExternal(/** @type {string} */ address) {
    this.opened.push(address)
  },
  showItemInFolder() {},
}

export const clipboard = { writeText() {} }

export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }
