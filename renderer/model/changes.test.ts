import { expect, test } from 'vitest'
import { aCall, aCount, OBJECT } from '../../electron/contract/records.fixture.ts'
import { recordingNames, recordingOf } from '../recordings.fixture.ts'
import { changeBy } from './changes.ts'
import { explainAt } from './explanations.ts'

const object = OBJECT

test('a free is told with the count before and after it, and with who is left', () => {
  const records = [
    aCount(['client', 'server'], { t: 5 }),
    aCount(['server'], { t: 12 }),
    aCall('DosFreeMem', { object, start: 10, end: 15 }),
    aCount([], { t: 22 }),
    aCall('DosFreeMem', { object, participant: 'server', start: 20, end: 25 }),
  ]
  expect(changeBy(records, 2)).toEqual({ from: 2, to: 1, holders: ['server'] })
  expect(changeBy(records, 4)).toEqual({ from: 1, to: 0, holders: [] })
})

test('of two that free at the same time each has its own count', () => {
  const records = [
    aCount(['client', 'server'], { t: 5 }),
    aCount(['server'], { t: 12 }),
    aCount([], { t: 13 }),
    aCall('DosFreeMem', { object, start: 10, end: 15 }),
    aCall('DosFreeMem', { object, participant: 'server', start: 11, end: 16 }),
  ]
  expect(changeBy(records, 3)).toMatchObject({ from: 2, to: 1 })
  expect(changeBy(records, 4)).toMatchObject({ from: 1, to: 0 })
})

test('a call in which nothing was counted says nothing of it', () => {
  expect(changeBy([aCount(['client'], { t: 5 }), aCall('DosQueryMem', { object, start: 10, end: 15 })], 1)).toBeNull()
})

const sentences = (name: string, call: string) => {
  const { records } = recordingOf(name)
  return records.flatMap((record, index) =>
    record.kind === 'call' && record.name === call ? [explainAt(records, index)] : [],
  )
}

test('explanations use the numbers of the run', () => {
  const frees = sentences('hand-over', 'DosFreeMem').join('\n')
  expect(frees).toContain('The usage count falls from 2 to 1: the server still holds it.')
  expect(frees).toContain('The usage count falls from 1 to 0: it is destroyed.')
  expect(sentences('hand-over', 'DosGiveSharedMem')[0]).toContain(
    'The usage count rises from 1 to 2: the client and the server hold it.',
  )
  expect(sentences('hand-over', 'DosGetSharedMem')[0]).toContain('The usage count stays 2')
  const closes = sentences('reader-in-time', 'CloseHandle').join('\n')
  expect(closes).toContain('Its holders fall from 2 to 1: the creator still holds it.')
  expect(closes).toContain('Its holders fall from 1 to 0: it is destroyed.')
  expect(sentences('one-object-wine', 'DosFreeMem').join('\n')).toContain('falls from 1 to 0')
})

test('no explanation in any recording calls one of several by an article', () => {
  for (const name of recordingNames) {
    const { records } = recordingOf(name)
    const said = records.map((_, index) => explainAt(records, index))
    expect(said.filter((sentence) => /\bthe [\w]+-\d\b/i.test(sentence))).toEqual([])
  }
})
