/** What the person does: ask, decide who goes next, and read the times. */
import { AskBox } from './ask-box.tsx'
import { Scrubber } from './scrubber.tsx'
import { TimingBar } from './timing-bar.tsx'
import { Transport } from './transport.tsx'

export const Footer = () => (
  <footer>
    <Scrubber />
    <AskBox />
    <Transport />
    <TimingBar />
  </footer>
)
