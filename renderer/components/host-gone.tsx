/** The host has ended: what that means, and what is left to do. */
import { Unplug } from 'lucide-react'
import { commands } from '../commands.ts'
import { useStore } from '../store.ts'

export function HostGone() {
  const gone = useStore((state) => state.gone && state.recording === null)
  const hasRun = useStore(({ records }) => records.length > 0)
  const { label, run } = commands.save
  return (
    <div role="alert">
      {gone && (
        <p className="outcome bad gone">
          <Unplug size={18} aria-hidden />
          <span>
            <b>Sharemem has ended.</b> It does not come back under this address: started again, it has another one.
            {hasRun && ' This run can still be looked at, and saved.'}
          </span>
          {hasRun && (
            <button type="button" onClick={run}>
              {label}
            </button>
          )}
        </p>
      )}
    </div>
  )
}
