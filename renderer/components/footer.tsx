/** What the person does: ask, decide who goes next, and read the times. */
import { playerOnly } from '../player-only.ts'
import { scenarioOf, useStore } from '../store.ts'
import { AskBox } from './ask-box.tsx'
import { Problem } from './problem.tsx'
import { Scrubber } from './scrubber.tsx'
import { Strip } from './strip.tsx'
import { TimingBar } from './timing-bar.tsx'
import { Transport } from './transport.tsx'

const PlayerNote = () => (
  <p className="ask hint">This page plays recordings. To run processes of your own, start Sharemem itself.</p>
)

export function Footer() {
  // Until the host has told, there is a place for the question.
  const unasked = useStore((state) => !playerOnly && state.info !== null && scenarioOf(state)?.asks !== true)
  return (
    <footer className={unasked ? 'unasked' : undefined}>
      <Scrubber />
      <Strip />
      <Problem />
      {playerOnly ? <PlayerNote /> : !unasked && <AskBox />}
      <Transport />
      {!unasked && <TimingBar />}
    </footer>
  )
}
