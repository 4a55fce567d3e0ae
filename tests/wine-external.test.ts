/** Programs of others, in C, beside the app's own inside Wine: both ways round, original and mended, well-behaved and not. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildExamples, examplesFolder } from '../build/test/examples.mjs'
import { findMingw } from '../build/test/test-tools.mjs'
import { findWine } from '../build/wine/find.mjs'
import { helpers, processesInWine, programsOfOthers } from './leaks.mjs'
import { callsOf } from './support/cli.ts'
import { cases, makeSearchedFolder, removeSearchedFolder } from './support/external-cases.ts'
import { printed, storyOf } from './support/stories.ts'
import { useWineRunHost } from './support/wine.ts'
import { type ExternalTrace, runWithOthers, withoutDebugger } from './support/wine-external.ts'

/** Whether the kernel counts more than the run's own. */
const countsOthers = ({ records }: ExternalTrace) =>
  records.some((record) => record.kind === 'count' && record.kernel.value > record.usage)

const isMissing = !findWine() || !findMingw()
/** Those of one scenario use the same names; the others do not disturb them, but for two of one source. */
const ofOneSource = ['file-search', 'welcome-text']
const inTurn = [ofOneSource, ...Object.keys(cases).flatMap((id) => (ofOneSource.includes(id) ? [] : [[id]]))]

describe.skipIf(isMissing)('programs of others inside Wine', () => {
  const runs = new Map<string, ExternalTrace | Error>()
  const hosts = inTurn.map(([first]) => useWineRunHost(`run-host-of-${first}`, withoutDebugger))

  beforeAll(async () => {
    await buildExamples()
    makeSearchedFolder()
    writeFileSync(join(examplesFolder, 'text.exe'), 'This is no program.')
    await Promise.all(
      hosts.map(async (host, index) => {
        for (const scenario of inTurn[index] ?? []) {
          for (const [name, chosen] of Object.entries(cases[scenario] ?? {})) {
            const run = await runWithOthers(host, { scenario, ...chosen }).catch((error: Error) => error)
            runs.set(`${scenario}: ${name}`, run)
          }
        }
      }),
    )
  }, 300_000)

  afterAll(removeSearchedFolder)

  for (const [scenario, ofIt] of Object.entries(cases)) {
    test.each(Object.entries(ofIt))(`${scenario}: %s`, (name, expected) => {
      const run = runs.get(`${scenario}: ${name}`)
      if (!run || run instanceof Error) throw run ?? new Error('not run')
      const { outcome, status, records, header } = run
      expect(outcome).toMatchObject({ name: expected.ends, text: expect.stringContaining(expected.says ?? '') })
      expect(status).toBe(expected.ends === 'completed' ? 0 : 1)
      expect(printed(records)).toEqual(expect.arrayContaining([...(expected.prints ?? [])]))
      for (const text of expected.besides ?? []) expect(run.byHand.join()).toContain(text)
      if (expected.counts !== undefined) expect(countsOthers(run)).toBe(expected.counts)
      const others = header.participants.filter((each) => each.external).map(({ id }) => id)
      expect(others).toEqual(expected.external.map((each) => each.replace(/=.*/, '')))
      for (const id of others) expect(callsOf(records).filter(({ participant }) => participant === id)).toEqual([])
      if (expected.calls) expect(storyOf(records, expected.calls[0])).toContain(expected.calls[1])
    })
  }

  test('no program that a run has started is left', async () => {
    await expect.poll(() => [...helpers(), ...programsOfOthers()]).toEqual([])
  })
})

test.skipIf(isMissing)('nothing at all is left inside Wine', async () => {
  await expect.poll(() => processesInWine()).toEqual([])
})
