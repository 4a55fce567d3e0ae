/** What runs, how it is set, and on which kernel. */
import { CircleHelp, Presentation } from 'lucide-react'
import type { Platform } from '../../electron/contract/trace.ts'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { playerOnly } from '../player-only.ts'
import { connected } from '../stepping.ts'
import { isLive, scenarioOf, useStore } from '../store.ts'
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
      {!playerOnly && <BeginButton />}
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

/** Where nothing is asked, a run begins here. */
function BeginButton() {
  const scenario = useStore(scenarioOf)
  const why = useStore((state) => (isLive(state) ? 'A run is live.' : connected(state)))
  if (!scenario || scenario.asks) return null
  return (
    <button
      type="button"
      className="primary"
      aria-disabled={why !== null}
      title={why ?? 'Start a run'}
      onClick={() => why === null && void actions.begin()}
    >
      Begin
    </button>
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

function kernelName({ kernel, wine }: Platform): string {
  if (kernel === 'sysv') return 'Linux · System V IPC'
  return wine ? `Wine ${wine} · Win32` : 'Windows · Win32'
}

function Kernel() {
  const platform = useStore((state) => state.header?.platform ?? state.info?.platform)
  const connected = useStore((state) => state.connected || playerOnly || state.recording !== null)
  return (
    <output className="kernel" data-connected={connected}>
      {connected ? platform && kernelName(platform) : 'Connection lost. Is Sharemem still running? Trying again …'}
    </output>
  )
}
