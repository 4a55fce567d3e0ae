/** Every command with its keys, from the one list of them. */
import { useEffect, useRef } from 'react'
import { actions } from '../actions.ts'
import { type Command, commands } from '../commands.ts'
import { keyName } from '../format.ts'
import { useStore } from '../store.ts'

const all: Command[] = Object.values(commands)

export function Help() {
  const open = useStore((state) => state.help)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} className="help" aria-label="Keys" onClose={() => actions.showHelp(false)}>
      <h2>Keys</h2>
      <dl>
        {all.map(({ id, label, meaning, keys }) => (
          <div key={id}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </dt>
            <dd>
              <b>{label}</b> {meaning}
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
