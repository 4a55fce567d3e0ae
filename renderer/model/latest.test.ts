import { expect, test } from 'vitest'
import { aCall } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { crashedIn } from './latest.ts'

const by = (participant: string) => aCall('Sleep', { participant })
const ended = (participant: string, event: 'crash' | 'exit'): TraceRecord => ({
  ...{ kind: 'process', t: 0, participant, event, pid: 1, code: null },
})

test('who has crashed is told until something becomes of another process', () => {
  expect(crashedIn([by('b'), ended('a', 'crash'), by('b')], null)).toBe('a')
  expect(crashedIn([ended('a', 'crash'), by('b'), ended('b', 'exit')], null)).toBeNull()
  expect(crashedIn([by('b')], null)).toBeNull()
})
