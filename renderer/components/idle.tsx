/** The first screen: what this is, and the one thing to do. */
import { actions } from '../actions.ts'
import { useStore } from '../store.ts'
import { Story } from './lesson.tsx'

export function Idle() {
  const connected = useStore((state) => state.connected && state.info !== null)
  const ask = useStore((state) => state.ask)
  return (
    <div className="idle">
      <h1>Two processes, one piece of memory</h1>
      <p>
        You type a question. A <b className="client">client</b> process writes it into{' '}
        <b className="memory">shared memory</b>, gives that memory to a <b className="server">server</b> process, and
        posts it a message with the pointer. Every call is real, and none is made before you say so.
      </p>
      <ol>
        <li>
          <b>Ask</b> the server something about the chemical elements: press <kbd>/</kbd> and type.
        </li>
        <li>
          <b>Step</b> through the hand-over with the space bar. The first press begins; you decide which process goes
          next.
        </li>
        <li>
          <b>Watch</b> who holds the memory, and who frees it last.
        </li>
      </ol>
      <button type="button" className="primary big" disabled={!connected} onClick={() => void actions.send()}>
        Begin with <q>{ask}</q>
      </button>
      <Story />
    </div>
  )
}
