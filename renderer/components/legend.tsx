/** Before the first run: how to read the picture that comes, and the keys. */
import type { ScenarioInfo, Tone } from '../../electron/contract/settings.ts'
import type { Command } from '../command.ts'
import { commands } from '../commands.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Keys } from './keys.tsx'

const common = [
  ['memory', 'a shared object, with its usage count, tied to everybody who holds it'],
  ['now', 'the event that is looked at'],
] as const

const rails = {
  event: 'an event: filled while it is set, hollow once a wait has consumed that',
  mutex:
    'a mutex: in the colour of who owns it, for as long as it does; × once its owner has ended without releasing it',
} as const

const keys: readonly Command[] = [
  commands.ask,
  commands.go,
  commands.stepOne,
  commands.play,
  commands.free,
  commands.back,
  commands.forward,
]

const none: Pick<ScenarioInfo, 'programs'> = { programs: [] }

/** One line a colour: programs of the same one share it. */
function coloursOf({ programs, rails: shown = [] }: Pick<ScenarioInfo, 'programs' | 'rails'>) {
  const tones = [...new Set(programs.map(({ tone }) => tone))]
  const namesOf = (tone: Tone) => programs.filter((each) => each.tone === tone).map(({ name }) => `the ${name}`)
  const named = (tone: Tone) => new Intl.ListFormat('en').format(namesOf(tone))
  return [
    ...tones.map((tone) => [tone, `${named(tone)}, its calls and its messages`] as const),
    ...common,
    ...shown.map((type) => [type, rails[type]] as const),
  ]
}

export function Legend() {
  const scenario = useStore(scenarioOf)
  const shown = keys.filter((command) => command !== commands.ask || scenario?.asks)
  return (
    <div className="legend">
      <h2>The picture</h2>
      <dl className="colours">
        {coloursOf(scenario ?? none).map(([name, meaning]) => (
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
