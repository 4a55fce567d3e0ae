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

const OVERLAYS = 'dialog, [role=dialog], [role=menu]'
const SLIDER = 'input[type=range]'
const TEXT = 'input, textarea, select, [contenteditable]'

/** What moves a slider by itself. */
const SLIDER_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']
/** What a line of text has no use for, and a presenter's remote sends. */
const NO_TEXT = ['PageUp', 'PageDown', 'F5']

/** Whether a key that is pressed belongs to the element that has the focus. */
export function belongsToFocus({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  // The list of keys goes away with the key that it came with.
  if (target.closest(OVERLAYS)) return key !== '?' || target.closest('dialog') === null
  if (target.matches(SLIDER)) return SLIDER_KEYS.includes(key)
  if (target.matches(TEXT)) return !NO_TEXT.includes(key)
  // Of a button that was reached with the keyboard; Enter presses it anyway.
  return key === ' ' && target.matches('button:focus-visible')
}

/**
 * Who presses a button or moves a slider with the pointer goes on with the keys of the picture, so the focus does not
 * stay there. Returns what ends it.
 */
export function listenToPointer(): () => void {
  const pressed = ({ target }: Event, kind: string) =>
    target instanceof Element && target.closest(OVERLAYS) === null && target.closest(kind) !== null
  // Before the button hears of it: a menu that it opens hands the focus back to where it was.
  const onPointerDown = (event: Event) => {
    if (pressed(event, 'button')) toPicture()
  }
  const onMouseDown = (event: Event) => {
    if (pressed(event, 'button')) event.preventDefault()
  }
  // The pointer may be released anywhere.
  const onPointerUp = () => {
    if (document.activeElement?.matches(SLIDER)) toPicture()
  }
  window.addEventListener('pointerdown', onPointerDown, { capture: true })
  window.addEventListener('mousedown', onMouseDown, { capture: true })
  window.addEventListener('pointerup', onPointerUp)
  return () => {
    window.removeEventListener('pointerdown', onPointerDown, { capture: true })
    window.removeEventListener('mousedown', onMouseDown, { capture: true })
    window.removeEventListener('pointerup', onPointerUp)
  }
}
