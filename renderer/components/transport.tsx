/** Step, play, look back: every button is a command, and says why it cannot be used. */
import {
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  MailPlus,
  MoveHorizontal,
  Pause,
  Play,
  Square,
  Zap,
} from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { CastMember } from '../../electron/trace/cast.ts'
import { actions } from '../actions.ts'
import { type Command, inFull } from '../command.ts'
import { commands } from '../commands.ts'
import { playerOnly } from '../player-only.ts'
import { buttonOf, onlyOpens } from '../stepping.ts'
import { castOfState, playDoes, scenarioOf, useStore } from '../store.ts'
import { keyName } from '../vocabulary/format.ts'
import { Place } from './scrubber.tsx'
import { Why } from './why.tsx'

const keyOf = ({ keys: [key = ''] }: Command) => keyName(key)

interface Props {
  command: Command
  className?: string
  showKey?: boolean
  children?: ReactNode
}

function CommandButton({ command, className, showKey, children }: Props) {
  const { label } = command
  const unavailable = useStore((state) => command.unavailable(state))
  const id = useId()
  return (
    <button
      type="button"
      className={className}
      // Not `disabled`: the reason must be reachable by keyboard too.
      aria-disabled={unavailable !== null}
      aria-label={label}
      aria-describedby={unavailable === null ? undefined : id}
      aria-keyshortcuts={command.keys[0]}
      title={unavailable === null ? `${label} (${keyOf(command)}): ${inFull(command)}` : undefined}
      onClick={() => unavailable === null && command.run()}
    >
      {children ?? label}
      {showKey && <kbd>{keyOf(command)}</kbd>}
      <Why id={id} why={unavailable} />
    </button>
  )
}

export function Transport() {
  return (
    <div className="transport" role="toolbar" aria-label="Run">
      <CommandButton command={commands.first} className="icon far">
        <ChevronFirst size={17} aria-hidden />
      </CommandButton>
      <CommandButton command={commands.back} className="icon">
        <ChevronLeft size={17} aria-hidden />
      </CommandButton>
      <CommandButton command={commands.forward} className="icon">
        <ChevronRight size={17} aria-hidden />
      </CommandButton>
      <CommandButton command={commands.live} className="icon far">
        <ChevronLast size={17} aria-hidden />
      </CommandButton>
      <Place />
      <CommandButton command={commands.step} showKey />
      {!playerOnly && <ProcessButtons />}
      <CommandButton command={commands.message} className="icon message">
        <MailPlus size={16} aria-hidden />
      </CommandButton>
      <PlayButton />
      <Speed />
      {!playerOnly && <RunButtons />}
    </div>
  )
}

const { play } = commands
const PLAYS = {
  play,
  pause: { ...play, label: 'Pause' },
  hold: { ...play, label: 'Hold', meaning: 'holds what is asked next before its first call, to be stepped' },
} satisfies Record<string, Command>

function PlayButton() {
  const does = useStore(playDoes)
  const command = PLAYS[does]
  const Icon = does === 'play' ? Play : Pause
  return (
    <CommandButton command={command} className="fixed">
      <Icon size={15} aria-hidden /> {command.label}
    </CommandButton>
  )
}

/** More than these are told by their keys alone; beside the box for a question in large letters fewer. */
const MOST_NAMED = 3
const MOST_LARGE = 2

function ProcessButtons() {
  const running = useStore(castOfState)
  const programs = useStore(scenarioOf)?.programs
  const most = useStore((state) => (state.presenting && scenarioOf(state)?.asks ? MOST_LARGE : MOST_NAMED))
  const named = running.length <= most
  const isKnown = running.length > 0
  // Before the first run, those that it is going to have, as far as that is known: how many there are of each is not.
  const cast = isKnown
    ? running
    : (programs ?? []).filter(({ aside }) => !aside).map(({ name, tone }) => ({ id: name, tone }))
  return cast.map((member, index) => (
    <ProcessButton key={member.id} member={member} place={isKnown ? index + 1 : null} named={named} />
  ))
}

interface ProcessButtonProps {
  readonly member: Pick<CastMember, 'id' | 'tone'>
  readonly place: number | null
  readonly named: boolean
}

function ProcessButton({ member, place, named }: ProcessButtonProps) {
  const { id, tone } = member
  const opens = useStore((state) => onlyOpens(state, id))
  const classes = [tone, named ? '' : 'icon', opens ? 'opens' : '']
  return (
    <CommandButton command={buttonOf(member, place, opens)} className={classes.join(' ')} showKey={place !== null}>
      {opens && <MoveHorizontal size={13} aria-hidden />}
      {named ? (
        <>
          <span className="verb">{opens ? 'Open' : 'Step'}</span> {id}
        </>
      ) : (
        ''
      )}
    </CommandButton>
  )
}

const RunButtons = () => (
  <>
    <CommandButton command={commands.free}>
      <Zap size={15} aria-hidden /> Run
    </CommandButton>
    <CommandButton command={commands.stop} className="stop">
      <Square size={14} aria-hidden /> End run
    </CommandButton>
  </>
)

/** Slowest and fastest, in calls per second; the slider is logarithmic. */
const [SLOWEST, FASTEST] = [0.5, 50]

function Speed() {
  const speed = useStore((state) => state.speed)
  return (
    <label className="speed">
      <input
        type="range"
        aria-label="Speed"
        aria-valuetext={`${speed} calls per second`}
        min={Math.log(SLOWEST)}
        max={Math.log(FASTEST)}
        step={0.05}
        value={Math.log(speed)}
        onChange={(event) => actions.setSpeed(rounded(Math.exp(Number(event.target.value))))}
      />
      <span title="Calls per second">{speed}/s</span>
    </label>
  )
}

const rounded = (speed: number) => (speed < 10 ? Math.round(speed * 10) / 10 : Math.round(speed))
