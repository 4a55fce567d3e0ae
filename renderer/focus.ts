/** Where the focus goes, and which keys belong to what has it: all others are commands. */

/** The element that draws the run, and the box for the question. */
export const PICTURE = 'picture'
export const QUESTION = 'ask'

/**
 * To the run, where every key is a command; before the first one, to the page. A ring is drawn around the run only for
 * who goes there with the keyboard.
 */
export function toPicture() {
  const picture = document.getElementById(PICTURE)
  if (!picture) return (document.activeElement as HTMLElement | null)?.blur()
  if (picture === document.activeElement) return
  picture.dataset.placed = ''
  picture.addEventListener('blur', () => delete picture.dataset.placed, { once: true })
  picture.focus({ preventScroll: true })
}

/** To the question, where keys are text. */
export const toQuestion = () => document.getElementById(QUESTION)?.focus()

/** To another question: what is typed takes the place of the one that stands there. */
export function toNextQuestion() {
  const question = document.getElementById(QUESTION)
  question?.focus()
  if (question instanceof HTMLInputElement) question.select()
}

/** A dialog that has just been closed keeps the focus until the page is drawn again, and the keys are none of its. */
const DIALOG = 'dialog[open]'
const OVERLAYS = `${DIALOG}, [role=dialog], [role=menu]`
/** It goes away with the keys that it came with. */
const PALETTE = 'dialog.palette[open]'
const SLIDER = 'input[type=range]'
const TEXT = 'input, textarea, select, [contenteditable]'

/** What moves a slider by itself. */
const SLIDER_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']
const SPLITTER = '[role=separator]'
const SPLITTER_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter']
/** What a line of text has no use for, and a presenter's remote sends. */
const NO_TEXT = ['PageUp', 'PageDown', 'F5']

/** What the list of keys, and whatever lies over the page, leaves alone: it goes away, or the whole page changes. */
const NO_DIALOG = ['?', 'b', '.', 'F5']
const NO_OVERLAY = ['.', 'F5']

/** Whether a key that is pressed belongs to the element that has the focus. */
export function belongsToFocus({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (ctrlKey || metaKey) return target.closest(OVERLAYS) !== null && target.closest(PALETTE) === null
  // Its list tells an entry again each key that is typed beside it.
  if (target.closest(PALETTE)) return key !== 'F5'
  if (target.matches(SLIDER)) return SLIDER_KEYS.includes(key)
  if (target.matches(SPLITTER)) return SPLITTER_KEYS.includes(key)
  const isText = target.matches(TEXT)
  if (target.closest(OVERLAYS)) {
    if (isText) return key !== 'F5'
    return !(target.closest(DIALOG) ? NO_DIALOG : NO_OVERLAY).includes(key)
  }
  if (isText) return !NO_TEXT.includes(key)
  // Of a button that was reached with the keyboard; Enter presses it anyway.
  return key === ' ' && target.matches('button:focus-visible')
}

/** Who has typed and goes on with a remote is in the picture with the next key: there it is a command, and no text. */
export function leaveText({ target }: Event) {
  if (!(target instanceof HTMLElement) || target.matches(SLIDER) || !target.matches(TEXT)) return
  if (target.closest(OVERLAYS) === null) toPicture()
}

/** Before the elements themselves hear of it. */
const CAPTURE = { capture: true }

/**
 * Who presses a button or moves a slider with the pointer goes on with the keys of the picture, so the focus does not
 * stay there. Returns what ends it.
 */
export function listenToPointer(): () => void {
  /** The button that was pressed last, until a key is. */
  let pressed: Element | null = null
  // Before the button hears of it: a menu that it opens hands the focus back to where it was.
  const onPointerDown = ({ target }: Event) => {
    const button = target instanceof Element ? target.closest('button') : null
    pressed = button?.closest(OVERLAYS) === null ? button : null
    if (pressed) toPicture()
  }
  const onMouseDown = (event: Event) => {
    if (pressed) event.preventDefault()
  }
  // Buttons that open a menu take the focus by themselves.
  const onFocus = ({ target }: Event) => {
    if (pressed !== null && target === pressed) toPicture()
  }
  const onKeyDown = () => {
    pressed = null
  }
  // The pointer may be released anywhere.
  const onPointerUp = () => {
    if (document.activeElement?.matches(SLIDER)) toPicture()
  }
  const listeners = { pointerdown: onPointerDown, mousedown: onMouseDown, focusin: onFocus, keydown: onKeyDown }
  for (const [type, listener] of Object.entries(listeners)) window.addEventListener(type, listener, CAPTURE)
  window.addEventListener('pointerup', onPointerUp)
  return () => {
    for (const [type, listener] of Object.entries(listeners)) window.removeEventListener(type, listener, CAPTURE)
    window.removeEventListener('pointerup', onPointerUp)
  }
}
