/** Everything by its name: commands, and what can be begun, opened and chosen. What cannot be had now says why. */
import { useEffect, useState } from 'react'
import { Autocomplete, Input, Menu, MenuItem, Text, TextField } from 'react-aria-components'
import { actions } from '../actions.ts'
import type { Command } from '../command.ts'
import { commands } from '../commands.ts'
import { findable, type Lessons } from '../findable.ts'
import { found } from '../found.ts'
import { loadLate } from '../load-late.ts'
import { playerOnly } from '../player-only.ts'
import { stepOf } from '../stepping.ts'
import { castOfState, useStore } from '../store.ts'
import { Keys } from './keys.tsx'
import { useModal } from './use-modal.ts'

/** The list itself, and what the digits do by the number of a process, which is there by its name. */
const left: readonly string[] = [commands.palette.id, commands.stepOne.id]
const always = Object.values<Command>(commands).filter(({ id }) => !left.includes(id))

export function Palette() {
  const open = useStore((state) => state.palette)
  const dialog = useModal(open, () => actions.showPalette(false))
  return (
    <dialog {...dialog} className="palette" aria-label="Find a command">
      {open && <Finder close={() => dialog.ref.current?.close()} />}
    </dialog>
  )
}

/** Null until they are loaded. */
function useLessons(): Lessons | null {
  const [lessons, setLessons] = useState<Lessons | null>(null)
  useEffect(() => {
    if (!playerOnly && !useStore.getState().gone)
      void loadLate('The list of lessons', () => import('../lessons/bundled.ts')).then(setLessons)
  }, [])
  return lessons
}

function Finder({ close }: { close: () => void }) {
  const [wanted, setWanted] = useState('')
  const cast = useStore(castOfState)
  const state = useStore()
  const lessons = useLessons()
  const steps = cast.map((member, index) => stepOf(member, index + 1))
  const all = [...always, ...steps, ...findable(state, lessons)]
  const shown = found(all, wanted)
  function run(id: string) {
    const command = all.find((each) => each.id === id)
    if (!command || command.unavailable(useStore.getState()) !== null) return
    // First, so that the focus goes where the command takes it.
    close()
    command.run()
  }
  return (
    <Autocomplete inputValue={wanted} onInputChange={setWanted}>
      <TextField aria-label="Name of the command" autoFocus>
        <Input placeholder="What do you want to do?" />
      </TextField>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <section className="found" tabIndex={0} aria-label="Commands found">
        <Menu
          className="menu"
          aria-label="Commands"
          items={shown}
          dependencies={[state]}
          onAction={(key) => run(String(key))}
          renderEmptyState={() => <p className="hint">No command has these words.</p>}
        >
          {(command) => <Entry command={command} why={command.unavailable(state)} />}
        </Menu>
      </section>
    </Autocomplete>
  )
}

const Entry = ({ command, why }: { command: Command; why: string | null }) => (
  <MenuItem id={command.id} textValue={command.label} className={why === null ? 'can' : 'cannot'}>
    <Text slot="label">{command.label}</Text>
    <span className="its-keys">
      <Keys command={command} />
    </span>
    <Text slot="description">{why ?? command.meaning}</Text>
  </MenuItem>
)
