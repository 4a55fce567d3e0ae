/** The runs of this process that have not ended: what a host that has to end itself ends first. */
import type { Run } from './run.ts'

const live = new Set<Run>()

export function noteLive(run: Run): void {
  live.add(run)
  run.outcome.finally(() => live.delete(run))
}

export const hasLiveRuns = () => live.size > 0

/** Resolves once all of them have ended, and nothing of them is left. */
export async function killLiveRuns(): Promise<void> {
  await Promise.all([...live].map((run) => run.kill()))
}
