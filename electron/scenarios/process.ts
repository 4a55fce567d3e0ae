/** What a scenario's program is given: the process it runs in. */
import type { Crt } from '../../native-bridge/crt/index.ts'
import type { Os2 } from '../../native-bridge/os2/index.ts'
import type { Touch } from '../../native-bridge/os2/touch.ts'
import type { Qmsg } from '../../native-bridge/os2/windows.ts'
import type { WindowHandle } from '../../native-bridge/units.ts'
import type { WinApi } from '../../native-bridge/winapi/index.ts'
import type { Text } from '../../native-bridge/winapi/text.ts'
import type { Settings } from '../contract/settings.ts'
import type { OutcomeName } from '../contract/trace.ts'

export interface ScenarioProcess {
  readonly os2: Os2
  /** The bytes of an OS/2 object. */
  readonly touch: Touch
  readonly winapi: WinApi
  /** The bytes of a Win32 view. */
  readonly views: Touch
  /** Strings in a Win32 view. */
  readonly text: Text
  readonly crt: Crt
  readonly settings: Settings
  /** The parameters on this process's command line. */
  readonly argv: readonly string[]
  /** The host's own window, where the settings name it: what it gets, this process receives. Else 0. */
  readonly frame: WindowHandle
  /** The participants that somebody else starts, who are not this process's to start. */
  readonly unstarted: readonly string[]
  /** What the person asks next; null while nothing is asked. */
  nextAsk(): string | null
  /** Whether more may be asked, so that the client has to wait for it. */
  readonly interactive: boolean
  /** Counts and shows a message that is none of this conversation's. Nothing it points to is touched. */
  foreign(message: Qmsg, why: string): void
  /** Tells the reader of the trace something that no call shows; `givenUp` is the id of a request that was given up. */
  note(text: string, givenUp?: number): void
}

/** How a program judges the run; the supervisor may know worse. */
export interface Verdict {
  readonly name: OutcomeName
  readonly text: string
}

/** What a participant runs. One that leads the run judges it. */
export type ScenarioProgram = (process: ScenarioProcess) => Verdict | undefined

/** The functions that the scenario's file exports, by their names. */
export type ScenarioPrograms = Readonly<Record<string, ScenarioProgram>>

/** For a run that was ended before its programs were. */
export const stopped: Verdict = { name: 'stopped', text: 'The run was stopped before it was over.' }

/** Leaves a program in the middle; what it still holds is freed as its process ends. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor(readonly verdict: Verdict) {
    super(verdict.text)
  }
}

/** An API call that must succeed did not; `code` is null for one that returns a handle, TRUE or FALSE. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  constructor(readonly code: number | null) {
    super(`an API call returned ${code ?? 'nothing'}`)
  }
}

/** For calls whose failure ends the run: the return code must be NO_ERROR. */
export function must(rc: number): void {
  if (rc !== 0) throw new CallFailed(rc)
}

/** The same for calls that return a handle, which must not be 0. */
export function mustHave<Handle extends number>(handle: Handle): Handle {
  if (handle === 0) throw new CallFailed(null)
  return handle
}
