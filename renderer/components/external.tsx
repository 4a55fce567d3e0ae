/** Whose program plays each participant in the next run: the app's own, or one of the person's, on Windows. */
import { Input, Label, Text, TextField } from 'react-aria-components'
import { actions } from '../actions.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Choices } from './choices.tsx'

const OWN = 'own'
const STARTED = 'started'
const BY_HAND = 'by-hand'

const choices = [
  { value: OWN, label: 'Sharemem’s', meaning: 'It is traced and halted.' },
  { value: STARTED, label: 'Mine', meaning: 'Sharemem starts it, and watches its process.' },
  { value: BY_HAND, label: 'Mine, by hand', meaning: 'I start it; Sharemem waits until it has come and gone.' },
]

const nobody: readonly string[] = []

export function ExternalSettings() {
  const ids = useStore((state) => scenarioOf(state)?.external ?? nobody)
  const kernel = useStore((state) => state.info?.platform.kernel)
  if (ids.length === 0) return null
  if (kernel !== 'win32') {
    return <p className="hint">On Windows a program of your own, in C for example, can play any participant.</p>
  }
  return ids.map((id) => <Player key={id} id={id} />)
}

function Player({ id }: { id: string }) {
  const commandLine = useStore((state) => state.external[id])
  const value = commandLine === undefined ? OWN : commandLine === null ? BY_HAND : STARTED
  const choose = (chosen: string) =>
    actions.setExternal(id, chosen === OWN ? undefined : chosen === BY_HAND ? null : (commandLine ?? ''))
  return (
    <div className="setting">
      <Choices label={`Whose program plays ${id}`} choices={choices} value={value} onChange={choose} />
      {value === STARTED && (
        <TextField
          className="setting"
          value={commandLine ?? ''}
          maxLength={8000}
          onChange={(line) => actions.setExternal(id, line)}
        >
          <Label>Command line of {id}</Label>
          <Input className="wide" />
          <Text slot="description">With its whole path, in quotes where that has spaces.</Text>
        </TextField>
      )}
    </div>
  )
}
