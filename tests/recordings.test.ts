import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RequestTiming, TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import { scenarios } from '../electron/scenarios/catalogue.ts'
import { toTiming } from '../electron/scenarios/request-reply/request-timing.ts'
import { stepsOf } from '../electron/supervisor/steps-of.ts'
import { allOf } from '../electron/trace/exchanges.ts'
import { cutOffText, readRecording } from '../electron/trace/recording.ts'
import { faultsIn } from '../electron/trace/recording-faults.ts'
import { knownScenarios, toldOf } from '../renderer/exchanges.ts'
import { isStep } from '../renderer/model/steps.ts'
import { openRecording } from '../renderer/player.ts'
import { readBundled, recordings } from '../renderer/recordings.ts'
import { useStore } from '../renderer/store.ts'

const root = join(import.meta.dirname, '..')
const sources = new Map<string, string[]>()

function lineOf(file: string, line: number): string {
  const lines = sources.get(file) ?? readFileSync(join(root, file), 'utf8').split('\n')
  sources.set(file, lines)
  return lines[line - 1] ?? ''
}

/** What each program has done; a call without a line the operating system has made, at a process's end. */
function stepsByProgram({ participants }: TraceHeader, records: readonly TraceRecord[]) {
  const programs = new Map(participants.map(({ id, program }) => [id, program]))
  const made = new Map<string | undefined, Set<string>>()
  for (const record of records) {
    const step = record.kind === 'data' ? record.access : record.kind === 'call' && record.source ? record.name : null
    if (step === null || !('participant' in record)) continue
    const program = programs.get(record.participant ?? '')
    made.set(program, (made.get(program) ?? new Set()).add(step))
  }
  return made
}

test('every recording that lies there is offered, and no other', () => {
  const files = readdirSync(join(root, 'recordings')).map((name) => name.replace('.jsonl', ''))
  expect(files.sort()).toEqual(recordings.map(({ id }) => id).sort())
})

test.each(recordings.map(({ id }) => id))(
  '%s is whole, and its lines are those of the source (else: npm run record)',
  async (id) => {
    const { header, records } = readRecording(await readBundled(id), knownScenarios)
    expect(faultsIn({ header, records }, knownScenarios)).toEqual([])
    expect(header.participants.length).toBeGreaterThan(1)
    expect(records.at(-1)?.kind).toBe('outcome')
    expect(header.platform.wine !== undefined).toBe(id.endsWith('-wine'))
    const { rails = [], programs = [] } = scenarios.find(({ info }) => info.id === header.scenario)?.info ?? {}
    const drawn = records.flatMap((record) =>
      record.kind === 'object' && (record.type === 'event' || record.type === 'mutex') ? record.type : [],
    )
    for (const type of drawn) expect(rails, 'what the legend explains').toContain(type)
    for (const [program, made] of stepsByProgram(header, records)) {
      const described = programs.find(({ name }) => name === program)
      expect(described && stepsOf(described), 'where a lesson may stop').toEqual(expect.arrayContaining([...made]))
    }
    for (const record of records) {
      if ((record.kind !== 'call' && record.kind !== 'data') || !record.source) continue
      const line = lineOf(record.source.file, record.source.line)
      // Timers and waits are called by helpers of the scenario, and records and requests are touched in them.
      const does =
        record.kind === 'call'
          ? `${record.name}\\(|waiting\\.|startTimer|stopTimer`
          : `${record.access}[A-Z(]|(write|put|take)Re(quest|cord)`
      expect(line).toMatch(new RegExp(does))
    }
  },
)

/** Recordings of this version and of earlier ones: what is made anew some day has to be opened as it was. */
const fixtures = join(import.meta.dirname, 'fixtures', 'recordings')
const kept = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))
const textOf = (name: string) => readFileSync(join(fixtures, name), 'utf8')

test('each scenario says what its exchanges are', () => {
  expect(knownScenarios).toEqual(scenarios.map(({ info }) => info.id).sort())
})

/** As outcomes of today tell it: what the system takes back at a process's end, nobody has freed. */
const freedByPrograms = (requests: readonly RequestTiming[], records: readonly TraceRecord[]) =>
  requests.map(({ freed, ...request }) => {
    const bySystem = (t: number | null) =>
      records.some((record) => record.kind === 'call' && record.end === t && !record.source)
    const times = Object.entries(freed).map(([id, t]) => [id, bySystem(t) ? null : t])
    return { ...request, freed: Object.fromEntries(times) }
  })

test.each(kept)('%s opens, and its records tell the requests that its outcome has always told', (name) => {
  const { header, records } = readRecording(textOf(name), knownScenarios)
  expect(faultsIn({ header, records }, knownScenarios)).toEqual([])
  const outcome = records.find((record) => record.kind === 'outcome')
  const told = toldOf(header, records)
  expect(outcome?.requests.length).toBeGreaterThan(0)
  expect(told && allOf(told.exchanges).map(toTiming)).toEqual(freedByPrograms(outcome?.requests ?? [], records))
})

const shown = () => useStore.getState()
const newest = () => allOf(shown().told?.exchanges ?? (undefined as never)).at(-1)

test('a recording that was saved while its run went on has the times of its requests', () => {
  const lines = textOf('hand-over.jsonl').trimEnd().split('\n')
  const replied = lines.findIndex((line) => line.includes('"phase":"received"') && line.includes('WM_REPLY'))
  openRecording('half', `${lines.slice(0, replied + 1).join('\n')}\n`)
  expect(shown()).toMatchObject({ recording: 'half', problem: null })
  const names = newest()?.moments.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['allocated', 'given', 'posted', 'received', 'replied']))
  expect(shown().records.some(({ kind }) => kind === 'outcome')).toBe(false)
})

test('of a file that is cut off in its last line everything before is shown, and it is said', () => {
  const text = textOf('hand-over.jsonl')
  const lines = text.trimEnd().split('\n')
  openRecording('cut', text.slice(0, -20))
  expect(shown().records).toHaveLength(lines.length - 2)
  expect(shown().problem).toBe(`cut: ${cutOffText(lines.length)}`)
  expect(newest()?.moments.length).toBeGreaterThan(5)
})

test('what is wrong with one that somebody has changed is said, with its name', () => {
  const [header = '', ...records] = textOf('hand-over.jsonl').trimEnd().split('\n')
  openRecording('turned.jsonl', `${[header, ...records.toReversed()].join('\n')}\n`)
  expect(shown().problem).toMatch(/^turned\.jsonl: Line 3 stands after what happened later/)
  openRecording('foreign.jsonl', `${[header.replace('request-reply', 'peer-to-peer'), ...records].join('\n')}\n`)
  expect(shown().problem).toContain('foreign.jsonl: Its first line says ‘peer-to-peer’, but')
})

test('a recording of a scenario that is not known is refused, and what is looked at stays', () => {
  openRecording('before', textOf('trap.jsonl'))
  openRecording('other', textOf('hand-over.jsonl').replace('"request-reply"', '"reply-request"'))
  expect(shown().recording).toBe('before')
  expect(shown().problem).toContain('‘reply-request’')
  expect(shown().problem).toContain('parent-and-child, peer-to-peer, request-reply and welcome-text')
})

test('its touches of shared memory are steps', async () => {
  const { records } = readRecording(await readBundled('hand-over'), knownScenarios)
  const touches = records.filter((record) => record.kind === 'data')
  expect(touches.map(isStep)).toEqual([true, true, true, true])
})

test('what is no recording is refused', async () => {
  await expect(readBundled('nothing')).rejects.toThrow('no recording')
})
