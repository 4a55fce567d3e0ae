/// <reference types="vite/types/importMeta.d.ts" />
/** The room of one scenario, without the others: to load all of them takes longer than all else that a process begins with. */
import type { Scenario } from '../scenarios/scenario.ts'

const rooms = import.meta.glob<Record<string, Scenario>>('../scenarios/*/room.ts')

/** Its folder has the scenario's name, and nothing but the scenario is exported there. Raises an error where there is none. */
export async function loadRoom(id: string): Promise<Scenario> {
  const load = rooms[`../scenarios/${id}/room.ts`]
  const [scenario] = load ? Object.values(await load()) : []
  if (!scenario) throw new Error(`no scenario ${id}`)
  return scenario
}
