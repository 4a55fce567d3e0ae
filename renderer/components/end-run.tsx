/** Before a run is ended that is in the middle of something: whether it is to be. */
import { useEffect, useRef } from 'react'
import { actions } from '../actions.ts'
import { isLive, useStore } from '../store.ts'
import { whenClosed } from './when-closed.ts'

export function EndRun() {
  const ending = useStore((state) => (isLive(state) ? state.ending : null))
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (ending === null) dialog.current?.close()
    else dialog.current?.showModal()
  }, [ending])
  return (
    <dialog
      ref={dialog}
      className="asks"
      aria-labelledby="end-run"
      onClose={whenClosed(actions.goOn)}
      onKeyDown={({ key }) => key.toLowerCase() === 'e' && void actions.stop()}
    >
      <h2 id="end-run">End the run?</h2>
      <p>
        {ending} Nobody is stepped any more then: the processes make the calls that are left by themselves, and end.
      </p>
      <p className="ways">
        <button type="button" className="primary" onClick={actions.goOn}>
          Go on
        </button>
        <button type="button" onClick={() => void actions.stop()}>
          End run <kbd>E</kbd>
        </button>
      </p>
    </dialog>
  )
}
