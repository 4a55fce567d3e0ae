/**
 * Every scenario. A new one is added here and nowhere else; its folder has its name, and its `room.ts` exports nothing but
 * the scenario.
 */
import { fileSearch } from './file-search/room.ts'
import { oneServerManyClients } from './one-server-many-clients/room.ts'
import { parentAndChild } from './parent-and-child/room.ts'
import { peerToPeer } from './peer-to-peer/room.ts'
import { requestReply } from './request-reply/room.ts'
import type { Scenario } from './scenario.ts'
import { welcomeText } from './welcome-text/room.ts'

export const scenarios: readonly Scenario[] = [
  requestReply,
  oneServerManyClients,
  parentAndChild,
  welcomeText,
  fileSearch,
  peerToPeer,
]

export const scenarioById = (id: string): Scenario | undefined => scenarios.find(({ info }) => info.id === id)
