/** What the address can name: a recording that comes along by its name, and a run that is kept by its number. */
import { readRecording } from '../../electron/trace/recording.ts'
import { knownScenarios } from '../exchanges.ts'
import { openRecording, showScenario } from '../player.ts'
import { readBundled, recordings } from '../recordings.ts'
import { useStore } from '../store.ts'
import type { Side } from './comparing.ts'
import { keyOfShown, textOfRun } from './keeper.ts'
import { specialOf } from './kept-run.ts'

const { setState: set, getState: get } = useStore

const isRun = (reference: string) => /^[1-9]\d*$/.test(reference)

const runOf = (reference: string) => get().runs.find(({ number }) => String(number) === reference)

/** What it is called: `#3 after-post`, or a recording's title. Its outcome is told at its end. */
export function nameOf(reference: string): string {
  if (!isRun(reference)) return recordings.find(({ id }) => id === reference)?.title ?? reference
  const run = runOf(reference)
  const scenario = get().info?.scenarios.find(({ id }) => id === run?.header.scenario) ?? null
  return run ? `#${reference} ${specialOf(run.header, scenario)}` : `#${reference}`
}

/** Its text; throws a sentence where there is none. */
async function textOf(reference: string): Promise<string> {
  if (!isRun(reference)) return readBundled(reference)
  const text = await textOfRun(Number(reference))
  if (text === undefined) throw new Error(`Nothing of run #${reference} is kept.`)
  return text
}

const complain = (error: unknown) => set({ problem: error instanceof Error ? error.message : String(error) })

/** Shows it; the run that the host tells of as it goes on. `at` is the call that is looked at, from 1. */
export async function openReference(reference: string, at: number | null = null) {
  const run = isRun(reference) ? runOf(reference) : undefined
  if (run && run.key === get().hostRun) {
    if (keyOfShown() === run.key) set({ problem: null })
    else showScenario(run.header.scenario, at)
    return
  }
  try {
    const text = await textOf(reference)
    set({ wanted: at })
    openRecording(nameOf(reference), text, reference)
  } catch (error) {
    complain(error)
  }
}

async function load(reference: string): Promise<Side> {
  const text = await textOf(reference)
  const { header, records } = readRecording(text, knownScenarios)
  return { reference, name: nameOf(reference), header, records }
}

/** Puts two of them side by side. */
export async function compareReferences(left: string, right: string) {
  try {
    const [one, other] = [await load(left), await load(right)]
    set({ comparing: { left: one, right: other }, problem: null })
  } catch (error) {
    set({ comparing: null })
    complain(error)
  }
}
