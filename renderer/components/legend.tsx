/** Before the first run: how to read the picture that comes, and the keys. */
import type { Command } from '../commands.ts'
import { commands } from '../commands.ts'
import { keyName } from '../format.ts'

const colours = [
  ['client', 'the client, its calls and its messages'],
  ['server', 'the server, its calls and its messages'],
  ['memory', 'a shared object, with its usage count, tied to everybody who holds it'],
  ['now', 'the event that is looked at'],
] as const

const keys: readonly Command[] = [
  commands.ask,
  commands.step,
  commands.stepClient,
  commands.stepServer,
  commands.play,
  commands.free,
  commands.back,
  commands.forward,
]

export const Legend = () => (
  <div className="legend">
    <h2>The picture</h2>
    <dl className="colours">
      {colours.map(([name, meaning]) => (
        <div key={name}>
          <dt className={name} />
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
    <h2>The keys</h2>
    <dl className="keys">
      {keys.map((command) => (
        <div key={command.id}>
          <dt>
            {command.keys.map((key) => (
              <kbd key={key}>{keyName(key)}</kbd>
            ))}
          </dt>
          <dd>{command.meaning}</dd>
        </div>
      ))}
    </dl>
    <p className="hint">Presenter remotes send PageDown and PageUp: on, and back.</p>
  </div>
)
