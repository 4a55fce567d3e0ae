/** The keys of the page: what belongs to no element of it is a command's. */
import { answerOf } from './answering.ts'
import { bringsBack } from './blackout.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { belongsToFocus, leaveText } from './focus.ts'
import { forgetRefused, refuse } from './refused.ts'
import { digits, stepAt } from './stepping.ts'
import { useStore } from './store.ts'

/** Of the keys that are held with it, only these make it another one; a Mac has another for it. */
const nameOf = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  `${ctrlKey || metaKey ? 'Control+' : ''}${key.length === 1 ? key.toLowerCase() : key}`

const commandOf = (event: KeyboardEvent): Command | undefined => {
  const { key } = event
  const wanted = nameOf(event)
  const answer = answerOf(wanted)
  if (answer) return answer
  if (digits.keys.includes(key)) return stepAt(Number(key))
  return Object.values<Command>(commands).find(({ keys }) => keys.includes(wanted))
}

/** Hears the keys before the elements do: what belongs to none of them is a command. Returns what ends it. */
export function listenToKeys(): () => void {
  /** The key whose press was a command, so that its release presses no button either. */
  let taken: string | null = null
  function onKeyDown(event: KeyboardEvent) {
    if (!event.repeat) forgetRefused()
    if (bringsBack(event)) {
      taken = event.key
      return
    }
    if (event.altKey) return
    // Held, it would press a button or send a question again and again.
    if (event.repeat && event.key === 'Enter') return event.preventDefault()
    if (belongsToFocus(event)) return
    const command = commandOf(event)
    if (!command) return
    // Also where it cannot be done: the page must not scroll away instead.
    event.preventDefault()
    event.stopPropagation()
    taken = event.key
    leaveText(event)
    const state = useStore.getState()
    const isUnavailable = command.unavailable(state) !== null
    // Held down, it has said why already, or has come as far as it goes.
    if (event.repeat && (isUnavailable || !command.repeats?.(state))) return
    if (isUnavailable) refuse(command)
    else command.run()
  }
  function onKeyUp(event: KeyboardEvent) {
    if (event.key === taken) event.preventDefault()
    taken = null
  }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('keyup', onKeyUp, { capture: true })
  window.addEventListener('pointerdown', forgetRefused, { capture: true })
  return () => {
    forgetRefused()
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    window.removeEventListener('keyup', onKeyUp, { capture: true })
    window.removeEventListener('pointerdown', forgetRefused, { capture: true })
  }
}
