/** The one state of the screen, and what is read from it. */
import { create } from 'zustand'
import type { Theme } from '../electron/contract/desktop.ts'
import type { HostInfo, RunState } from '../electron/contract/service.ts'
import type { ScenarioInfo, Settings } from '../electron/contract/settings.ts'
import type { TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import { type CastMember, castOf } from '../electron/trace/cast.ts'
import type { Told } from './exchanges.ts'
import type { Giving } from './lessons/giving.ts'
import type { Asked } from './model/asked.ts'
import type { Prediction } from './model/predict.ts'
import { choicesOf, NO_CHOICES, remember } from './remembered.ts'
import type { Comparing } from './runs/comparing.ts'
import type { KeptRun } from './runs/kept-run.ts'
import { desktop } from './transport/electron.ts'

const themes: readonly Theme[] = ['system', 'light', 'dark']

export interface State {
  connected: boolean
  /** Whether the host has ended: a new one has another address. */
  gone: boolean
  info: HostInfo | null
  /** The scenario that has been chosen; null for the first. What is looked at belongs to its own. */
  scenario: string | null
  header: TraceHeader | null
  /** What is drawn: of a long run, what is kept of it. */
  records: readonly TraceRecord[]
  /** How many records of a live run are not kept. */
  dropped: number
  /** The exchanges that all its records tell, those among them that are not kept; null where there can be none. */
  told: Told | null
  /** What this screen has asked in the live run, as far as it may not have been taken up. */
  asked: readonly Asked[]
  state: RunState | null
  /** When that was told, by the page's clock, in milliseconds. */
  toldAt: number
  /** The place in the trace that is looked at; null for the end, live. */
  cursor: number | null
  /** The call, from 1, that is looked at as soon as there is a trace; null for the latest event. */
  wanted: number | null
  /** Chosen settings; what is not chosen has its default. */
  settings: Settings
  /** What is asked next; null for what the scenario proposes. */
  ask: string | null
  /** What is to go wrong in the next run, as it is typed; null when nothing is. */
  fault: string | null
  /** The participants that a person’s own programs play in the next run: what starts each; null for who starts it by hand. */
  external: Readonly<Record<string, string | null>>
  /** Calls per second while playing. */
  speed: number
  theme: Theme
  /** The name of the recording that is looked at; null for what the host tells. */
  recording: string | null
  /** What the address calls it: the name of one that comes along, or the number of a run that is kept; null for a file. */
  reference: string | null
  /** The runs that are kept, the newest first; the key of the one that the host tells of; and which are gone, in words. */
  runs: readonly KeptRun[]
  hostRun: string | null
  goneRuns: string | null
  /** Two runs that are looked at beside each other; null where none are. */
  comparing: Comparing | null
  /** Whether everything is drawn for the last row. */
  presenting: boolean
  blackout: boolean
  /** Whether the class is asked before a step what it will do; what it is asked, and how often it was right in each lesson. */
  predicting: boolean
  prediction: Prediction | null
  scores: Readonly<Record<string, { readonly right: number; readonly asked: number }>>
  /** The lesson that is given; null where there is none. */
  lesson: Giving | null
  /** Whether the kernel's lifeline is folded away. */
  folded: boolean
  /** Whether the start-up is shown step by step. */
  startUpOpen: boolean
  /** Who has been opened where there is not room for all lanes, the latest last. */
  opened: readonly string[]
  /** Who has been opened for who presents, where nobody was opened by hand. */
  followed: readonly string[]
  /** Whether the list of keys is open. */
  help: boolean
  /** Whether the page of the documents' mistakes is shown. */
  mistakes: boolean
  /** Whether every command can be found by its name. */
  palette: boolean
  /** What would be cut off if the run was ended now, as a sentence, while a person is asked whether it is to be. */
  ending: string | null
  /** Whether a run has been asked for that the host has not begun yet. */
  starting: boolean
  /** Whether a recording plays by itself. */
  playing: boolean
  /** The command whose key was pressed last and could not be done, as long as that is told; null where none is. */
  refused: { readonly label: string; unavailable(state: State): string | null } | null
  /** The latest complaint, as a sentence; null when there is none. */
  problem: string | null
}

function rememberedTheme(): Theme {
  const remembered = globalThis.localStorage?.getItem('theme')
  return themes.find((theme) => theme === remembered) ?? desktop()?.theme ?? 'system'
}

export const useStore = create<State>(() => ({
  connected: false,
  gone: false,
  info: null,
  scenario: null,
  header: null,
  records: [],
  dropped: 0,
  told: null,
  asked: [],
  state: null,
  toldAt: 0,
  cursor: null,
  wanted: null,
  settings: {},
  ask: null,
  fault: null,
  external: {},
  speed: 2,
  theme: rememberedTheme(),
  recording: null,
  reference: null,
  runs: [],
  hostRun: null,
  goneRuns: null,
  comparing: null,
  presenting: false,
  blackout: false,
  predicting: false,
  prediction: null,
  scores: {},
  lesson: null,
  folded: false,
  startUpOpen: false,
  opened: [],
  followed: [],
  help: false,
  mistakes: false,
  palette: false,
  ending: null,
  starting: false,
  playing: false,
  refused: null,
  problem: null,
}))

const none: readonly ScenarioInfo[] = []

/** Who has been opened, by hand before by itself, the latest last. */
export const openedOf = ({ followed, opened }: State): readonly string[] => [...followed, ...opened]

/** That of what is looked at, or else the chosen one; null for one that this host does not know. */
export function scenarioOf({ info, header, scenario }: State): ScenarioInfo | null {
  const scenarios = info?.scenarios ?? none
  const id = header?.scenario ?? scenario
  return (id === null ? scenarios[0] : scenarios.find((each) => each.id === id)) ?? null
}

/** The setting whose value a person types as a question. */
export const ASK = 'ask'

/** What is asked next, where something can be. */
export function askOf(state: State): string {
  const spec = scenarioOf(state)?.settings.find(({ key }) => key === ASK)
  return state.ask ?? String(spec?.default ?? '')
}

const nobody: readonly CastMember[] = []
let cast: { header: TraceHeader; scenario: ScenarioInfo | null; members: readonly CastMember[] } | null = null

/** Who takes part in what is looked at; nobody before a run. */
export function castOfState(state: State): readonly CastMember[] {
  const { header } = state
  if (!header) return nobody
  const scenario = scenarioOf(state)
  if (cast?.header !== header || cast.scenario !== scenario) {
    cast = { header, scenario, members: castOf(header, scenario?.programs ?? []) }
  }
  return cast.members
}

/** A participant's colour; none for somebody who is not of the cast. */
export const toneOf = (cast: readonly CastMember[], id: string | null) =>
  cast.find((each) => each.id === id)?.tone ?? ''

export const isLive = ({ state }: State) => state?.live === true

/** A run that waits for nobody is not drawn each time that it tells something. */
export const runsFreely = ({ live, policy }: RunState) => live && policy.mode === 'free'

/** What was chosen for a scenario when it was looked at last. */
export function chosenFor({ info }: Pick<State, 'info'>, scenario: string | null) {
  const known = info?.scenarios?.find(({ id }) => scenario === null || id === scenario)
  return known ? choicesOf(known) : NO_CHOICES
}

/** What changes with another scenario: what was chosen for the one before means nothing there. */
export const switchedTo = (state: State, scenario: string): Partial<State> =>
  scenarioOf(state)?.id === scenario
    ? { scenario }
    : {
        scenario,
        ...chosenFor(state, scenario),
        fault: null,
        external: {},
        prediction: null,
        opened: [],
        followed: [],
      }

useStore.subscribe((state, before) => {
  const { settings, ask, scenario } = state
  if (settings === before.settings && ask === before.ask && scenario === before.scenario) return
  const shown = state.info === null ? null : scenarioOf(state)
  if (shown) remember(shown.id, { settings, ask })
})

/** Whether the run goes on only when the person asks: nobody halts or runs. */
export const awaitsQuestion = ({ state }: State) =>
  state?.asking === true && state.participants.every(({ phase }) => phase === 'blocked')

/** What the one key of going by itself does: a run at rest has nothing to pause, but what is asked next can be held. */
export function playDoes(all: State): 'play' | 'pause' | 'hold' {
  const { recording, playing, state } = all
  if (recording !== null) return playing ? 'pause' : 'play'
  if (state?.live !== true || state.policy.mode === 'step') return 'play'
  return awaitsQuestion(all) ? 'hold' : 'pause'
}

/** Looks at one place of the trace; the live processes are not disturbed. */
export function look(cursor: number | null) {
  const { records } = useStore.getState()
  useStore.setState({ cursor: cursor !== null && cursor >= records.length - 1 ? null : cursor })
}
