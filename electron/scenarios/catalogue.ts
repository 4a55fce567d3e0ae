/** Every scenario. A new one is added here and nowhere else. */
import type { MessageNames } from '../../native-bridge/os2/messages.ts'
import type { ScenarioInfo, Settings } from '../contract/settings.ts'
import type { ScenarioProgram } from './process.ts'
import * as requestReply from './request-reply/info.ts'
import { messageNames, WM_ASK, WM_SERVER_ENDED } from './request-reply/messages.ts'

export interface Scenario {
  readonly info: ScenarioInfo
  readonly messageNames: MessageNames
  /** What the client's own other threads post to its window: that the person asks, that its child has ended. */
  readonly signals: { readonly ask: number; readonly childEnded: number }
  impliedBy(chosen: Settings): Settings
  whatIsWrongTogether(settings: Settings): string | null
  /**
   * How many shared memory objects are used at a time, and how large each is, in bytes; `interactive` runs go on after
   * the requests of their settings.
   */
  memoryOf(settings: Settings, interactive: boolean): { readonly objects: number; readonly size: number }
  /** The two halves; loaded only in the processes that run them. */
  program(): Promise<ScenarioProgram>
}

export const scenarios: readonly Scenario[] = [
  {
    ...requestReply,
    messageNames,
    signals: { ask: WM_ASK, childEnded: WM_SERVER_ENDED },
    program: () => import('./request-reply.ts'),
  },
]

export const scenarioById = (id: string): Scenario | undefined => scenarios.find(({ info }) => info.id === id)
