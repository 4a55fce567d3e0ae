/** Every scenario. A new one is added here and nowhere else. */
import { requestReply } from './request-reply/room.ts'
import type { Scenario } from './scenario.ts'

export const scenarios: readonly Scenario[] = [requestReply]

export const scenarioById = (id: string): Scenario | undefined => scenarios.find(({ info }) => info.id === id)
