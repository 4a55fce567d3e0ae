/** What the recording is that is looked at: its name, its kernel, its settings, its question, and when it was made. */
import { Film, X, Zap } from 'lucide-react'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { changesOf, kernelName, questionOf, whenOf } from '../describe.ts'
import { playerOnly } from '../player-only.ts'
import { connected } from '../stepping.ts'
import { type State, scenarioOf, useStore } from '../store.ts'

/** In one line, what it shows first; of a live run nothing, as that is asked with each change of its state. */
function tellOf(state: State): string {
  const { header, recording } = state
  if (header === null || recording === null) return ''
  const scenario = scenarioOf(state)
  const ask = scenario === null ? null : questionOf(header, scenario)
  const changes = changesOf(header, scenario)
  return [
    kernelName(header.platform),
    ...(changes.length > 0 ? changes : ['usual settings']),
    ...(header.fault === undefined ? [] : [`fault ${header.fault}`]),
    ...(ask === null ? [] : [`asked “${ask}”`]),
    whenOf(header) ?? 'date not recorded',
  ].join(' · ')
}

export function RecordingStrip() {
  const name = useStore((state) => state.recording)
  const told = useStore(tellOf)
  if (name === null) return null
  return (
    <section className="recording-strip" aria-label="Recording">
      <Film size={16} aria-hidden />
      <p title={`${name}: ${told}`}>
        <b>
          <span className="visually-hidden">Recording: </span>
          {name}
        </b>
        <small>{told}</small>
      </p>
      {!playerOnly && <RunLiveButton />}
      {!playerOnly && (
        <button
          type="button"
          className="icon"
          aria-label={commands.close.label}
          title={`${commands.close.label} (Esc): ${commands.close.meaning}`}
          onClick={commands.close.run}
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </section>
  )
}

function RunLiveButton() {
  const why = useStore(connected)
  return (
    <button
      type="button"
      aria-disabled={why !== null}
      title={why ?? 'Starts a run with the settings, the question and the fault of this recording'}
      onClick={() => why === null && void actions.runLive()}
    >
      <Zap size={15} aria-hidden /> Run this live
    </button>
  )
}
