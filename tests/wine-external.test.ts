/** Programs of others, in C, beside the app's own inside Wine: both ways round, original and mended, well-behaved and not. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildExamples, examplesFolder } from '../build/test/examples.mjs'
import { findMingw } from '../build/test/test-tools.mjs'
import { findWine } from '../build/wine/find.mjs'
import { processesInWine } from './leaks.mjs'
import { callsOf } from './support/cli.ts'
import { cases, makeSearchedFolder, removeSearchedFolder } from './support/external-cases.ts'
import { printed, storyOf } from './support/stories.ts'
import { type ExternalTrace, runWithOthers } from './support/wine-external.ts'

/** Whether the kernel counts more than the run's own. */
const countsOthers = ({ records }: ExternalTrace) =>
  records.some((record) => record.kind === 'count' && record.kernel.value > record.usage)

describe.skipIf(!findWine() || !findMingw())('programs of others inside Wine', () => {
  const runs = new Map<string, ExternalTrace | Error>()

  beforeAll(async () => {
    await buildExamples()
    makeSearchedFolder()
    writeFileSync(join(examplesFolder, 'text.exe'), 'This is no program.')
    // Those of one scenario use the same names; the others do not disturb them, but for two of one source.
    const inTurn = async (scenarios: readonly string[]) => {
      for (const scenario of scenarios) {
        for (const [name, chosen] of Object.entries(cases[scenario] ?? {})) {
          const run = await runWithOthers({ scenario, ...chosen }).catch((error: Error) => error)
          runs.set(`${scenario}: ${name}`, run)
        }
      }
    }
    const ofOneSource = ['file-search', 'welcome-text']
    const alone = Object.keys(cases).filter((scenario) => !ofOneSource.includes(scenario))
    await Promise.all([ofOneSource, ...alone.map((scenario) => [scenario])].map(inTurn))
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

  test('no program that the app or this test has started is left', async () => {
    await expect.poll(() => processesInWine()).toEqual([])
  })
})
