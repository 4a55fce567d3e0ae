/** Before a run is ended that is in the middle of something: whether it is to be. */
import { actions } from '../actions.ts'
import { isLive, useStore } from '../store.ts'
import { useModal } from './use-modal.ts'

export function EndRun() {
  const ending = useStore((state) => (isLive(state) ? state.ending : null))
  const dialog = useModal(ending !== null, actions.goOn)
  return (
    <dialog
      {...dialog}
      className="asks"
      aria-labelledby="end-run"
      onKeyDown={({ key }) => key.toLowerCase() === 'e' && void actions.stop()}
    >
      <h2 id="end-run">End the run?</h2>
      <p>
        {ending} Nobody is stepped any more then: the programs are told to quit, and run to their ends by themselves.
        What they still hold there, the system frees.
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
