/** What runs, how it is set, and on which kernel. */
import { CircleHelp, Presentation } from 'lucide-react'
import { commands } from '../commands.ts'
import { kernelName } from '../describe.ts'
import { playerOnly } from '../player-only.ts'
import { useStore } from '../store.ts'
import { FaultsButton } from './faults.tsx'
import { PredictButton } from './predict.tsx'
import { RecordingsButton } from './recordings.tsx'
import { ScenariosButton } from './scenarios.tsx'
import { SettingsButton } from './settings.tsx'
import { ThemeButton } from './theme.tsx'

export function Header() {
  return (
    <header>
      <Logo />
      <ScenariosButton />
      <div className="end">
        <RecordingsButton />
        {!playerOnly && <FaultsButton />}
        {!playerOnly && <SettingsButton />}
        <Kernel />
        <PredictButton />
        <PresentButton />
        <HelpButton />
        <ThemeButton />
      </div>
    </header>
  )
}

function Logo() {
  return (
    <strong className="logo">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <rect x="3" y="5" width="7" height="14" rx="2" className="blue" />
        <rect x="14" y="5" width="7" height="14" rx="2" className="green" />
        <rect x="8" y="9" width="8" height="6" rx="2" className="object" />
      </svg>
      Sharemem
    </strong>
  )
}

const PresentButton = () => (
  <button
    type="button"
    className="icon"
    title="Presenter mode (F5)"
    aria-label="Presenter mode"
    onClick={commands.present.run}
  >
    <Presentation size={16} aria-hidden />
  </button>
)

const HelpButton = () => (
  <button type="button" className="icon" title="Keys (?)" aria-label="Keys" onClick={commands.help.run}>
    <CircleHelp size={16} aria-hidden />
  </button>
)

function Kernel() {
  const platform = useStore((state) => state.header?.platform ?? state.info?.platform)
  const connected = useStore((state) => state.connected || playerOnly || state.recording !== null)
  const gone = useStore((state) => state.gone)
  return (
    <output className="kernel" data-connected={connected}>
      {connected
        ? platform && kernelName(platform)
        : gone
          ? 'Sharemem has ended.'
          : 'Connection lost. Trying again …'}
    </output>
  )
}
