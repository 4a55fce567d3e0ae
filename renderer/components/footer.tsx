/** What the person does: ask, decide who goes next, and read the times. */
import { playerOnly } from '../player-only.ts'
import { AskBox } from './ask-box.tsx'
import { Scrubber } from './scrubber.tsx'
import { TimingBar } from './timing-bar.tsx'
import { Transport } from './transport.tsx'

const PlayerNote = () => (
  <p className="ask hint">This page plays recordings. To run processes of your own, start Sharemem itself.</p>
)

export const Footer = () => (
  <footer>
    <Scrubber />
    {playerOnly ? <PlayerNote /> : <AskBox />}
    <Transport />
    <TimingBar />
  </footer>
)
