/** Every command with its keys, from the one list of them. */
import { actions } from '../actions.ts'
import { type Command, inFull } from '../command.ts'
import { commands } from '../commands.ts'
import { useStore } from '../store.ts'
import { Keys } from './keys.tsx'
import { useModal } from './use-modal.ts'

const all = Object.values<Command>(commands).filter(({ keys }) => keys.length > 0)

export function Help() {
  const open = useStore((state) => state.help)
  const dialog = useModal(open, () => actions.showHelp(false))
  return (
    <dialog {...dialog} className="help" aria-label="Keys">
      <h2>Keys</h2>
      <dl>
        {all.map((command) => (
          <div key={command.id}>
            <dt>
              <Keys command={command} />
            </dt>
            <dd>
              <b>{command.label}</b> <span>{inFull(command)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        A click on an event looks at it; a click on a line of the source runs to it; a click on the head of a lifeline
        steps that process.
      </p>
      <button type="button" className="primary" onClick={() => actions.showHelp(false)}>
        Close
      </button>
    </dialog>
  )
}
