/** On a black screen the first key brings the picture back and does nothing else: nobody sees what else it would do. */
import { actions } from './actions.ts'
import { useStore } from './store.ts'

/** What is held down with another key says nothing by itself. */
const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']

/** Whether the screen is black, so that a key is no command; what belongs to the browser is left to it. */
export function bringsBack(event: KeyboardEvent): boolean {
  if (!useStore.getState().blackout) return false
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  event.preventDefault()
  event.stopPropagation()
  // The key that has made it black may still be held.
  if (!event.repeat && !MODIFIERS.includes(event.key)) actions.setBlackout(false)
  return true
}
