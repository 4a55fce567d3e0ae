/** Before the first run: how to read the picture that comes, and the keys. */
import type { Program, Tone } from '../../electron/contract/settings.ts'
import type { Command } from '../command.ts'
import { commands } from '../commands.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Keys } from './keys.tsx'

const common = [
  ['memory', 'a shared object, with its usage count, tied to everybody who holds it'],
  ['now', 'the event that is looked at'],
] as const

const keys: readonly Command[] = [
  commands.ask,
  commands.step,
  commands.stepOne,
  commands.play,
  commands.free,
  commands.back,
  commands.forward,
]

const none: readonly Program[] = []

/** One line a colour: programs of the same one share it. */
function coloursOf(programs: readonly Program[]) {
  const tones = [...new Set(programs.map(({ tone }) => tone))]
  const namesOf = (tone: Tone) => programs.filter((each) => each.tone === tone).map(({ name }) => `the ${name}`)
  const named = (tone: Tone) => new Intl.ListFormat('en').format(namesOf(tone))
  return [...tones.map((tone) => [tone, `${named(tone)}, its calls and its messages`] as const), ...common]
}

export function Legend() {
  const scenario = useStore(scenarioOf)
  const shown = keys.filter((command) => command !== commands.ask || scenario?.asks)
  return (
    <div className="legend">
      <h2>The picture</h2>
      <dl className="colours">
        {coloursOf(scenario?.programs ?? none).map(([name, meaning]) => (
          <div key={name}>
            <dt className={name} />
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h2>The keys</h2>
      <dl className="keys">
        {shown.map((command) => (
          <div key={command.id}>
            <dt>
              <Keys command={command} />
            </dt>
            <dd>{command.meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">Presenter remotes send PageDown and PageUp: on, and back.</p>
    </div>
  )
}
