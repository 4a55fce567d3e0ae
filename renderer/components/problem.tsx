/** The latest complaint: it takes a row of its own, so that it hides nothing, and goes when it is closed. */
import { X } from 'lucide-react'
import { actions } from '../actions.ts'
import { useStore } from '../store.ts'

export function Problem() {
  const problem = useStore((state) => state.problem)
  return (
    <div className="problem" role="alert">
      <p id="problem">{problem}</p>
      {problem !== null && (
        <button type="button" className="icon small" aria-label="Close the complaint" onClick={actions.dismiss}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
