/** Every fault that can be provoked, with real processes: the run ends as it should, and what it teaches is to be seen. */
import { describe, expect, test } from 'vitest'
import { findScenario } from '../../electron/supervisor/resolve-settings.ts'
import { callsOf, type Trace } from '../support/cli.ts'
import type { Kernel } from './request-reply.ts'

interface Case {
  readonly outcome: Trace['outcome']['name']
  readonly text?: string
  /** A call with this result is in the trace. */
  readonly call?: [name: string, result: string]
}

/** The end of these is decided by chance: what must not happen is in their own tests. */
const chances = ['spoof']

const cases: Record<string, Case> = {
  'kill:server@6': { outcome: 'crash', text: 'The server' },
  'kill:server@1': { outcome: 'crash' },
  'kill:client@12': { outcome: 'crash', text: 'The client was killed at its call number 12' },
  'hang:server@6:8000': { outcome: 'timeout', text: 'within {patience} ms' },
  'hang:server@13:600000': {
    outcome: 'timeout',
    text: 'did not answer within {patience} ms, for which the client waited',
  },
  'hang:client@9:200': { outcome: 'completed' },
  'hang:client@3:600000': { outcome: 'timeout', text: 'The client neither waited for anybody nor went on' },
  'double-free:client': { outcome: 'completed', call: ['DosFreeMem', 'ERROR_INVALID_ADDRESS'] },
  'double-free:server': { outcome: 'completed', call: ['DosFreeMem', 'ERROR_INVALID_ADDRESS'] },
  'touch-after-free:client': { outcome: 'trap', text: 'this process has freed the object' },
  'touch-after-free:server': { outcome: 'trap', text: 'this process has freed the object' },
  'write-read-only:server': { outcome: 'trap', text: 'may only read' },
  'give-to-dead': { outcome: 'api-error', call: ['DosGiveSharedMem', 'ERROR_INVALID_PROCID'] },
  'queue-full': { outcome: 'lost-request', call: ['WinPostMsg', 'FALSE'] },
}

export function describeFaults({ name, runTrace, evidence, patience }: Kernel) {
  describe(`faults on ${name}`, () => {
    test('each fault that is offered is tried', () => {
      expect(
        findScenario('request-reply')
          .info.faults.map(({ example }) => example)
          .filter((example) => !(example in cases) && !chances.includes(example)),
      ).toEqual([])
    })

    test.each(['touch-after-free:server', 'write-read-only:server'])(
      '%s really happens, and the kernel ends it',
      async (fault) => {
        const { status, outcome, records } = await runTrace(`--fault=${fault}`, 'trap=real')
        expect([status, outcome.name], outcome.text).toEqual([1, 'trap'])
        expect(outcome.text).toMatch(/SIGSEGV|0xC0000005/)
        expect(records.some((record) => record.kind === 'process' && record.event === 'crash')).toBe(true)
      },
    )

    test('spoof: forged messages and rewritten requests are refused and counted, and end nobody', async () => {
      // Each request that is spoilt takes as long.
      const settings = ['requests=100', `timeout=${patience}`, 'unanswered=give-up', 'outstanding=2']
      const { outcome, records } = await runTrace('--fault=spoof', ...settings)
      expect(['completed', 'timeout']).toContain(outcome.name)
      expect(outcome.requests).toHaveLength(100)
      expect(outcome.foreign).toBeGreaterThan(0)
      const ignored = records.filter((record) => record.kind === 'note' && record.text.includes(' ignored '))
      expect(ignored).toHaveLength(outcome.foreign)
      const told = records.find((record) => record.kind === 'note' && record.text.includes('forged messages'))
      expect(told).toMatchObject({ text: expect.stringMatching(/posted [1-9]\d* forged messages/) })
      expect(records.filter((record) => record.kind === 'process' && record.event === 'crash')).toEqual([])
    })

    test.each(Object.entries(cases))('%s', async (fault, expected) => {
      const { status, header, outcome, records } = await runTrace(`--fault=${fault}`, `timeout=${patience}`)
      expect(header.fault).toBe(fault)
      expect(outcome.name).toBe(expected.outcome)
      expect(status).toBe(expected.outcome === 'completed' ? 0 : 1)
      expect(outcome.text).toContain((expected.text ?? '').replace('{patience}', String(patience)))
      const results = callsOf(records).map((call) => [call.name, call.result.name])
      if (expected.call) expect(results).toContainEqual(expected.call)
      for (const object of new Set(records.flatMap((record) => (record.kind === 'count' ? [record.object] : [])))) {
        const counts = records.flatMap((record) =>
          record.kind === 'count' && record.object === object ? record : [],
        )
        expect(counts.at(-1)).toMatchObject({ usage: 0 })
        // Of two that free at the same moment, the one that began first may see the end. Windows counts handles besides.
        if (evidence !== 'HandleCount') expect(counts.map(({ kernel }) => kernel.value)).toContain(0)
      }
    })
  })
}
