import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ParticipantEvent } from '../contract/participant.ts'
import { toRecord } from './records.ts'

const CLOCK = 5_000_000

const call = {
  kind: 'call',
  api: 'os2',
  name: 'DosAllocSharedMem',
  args: { cb: 100 },
  result: { code: 0, name: 'NO_ERROR' },
  start: CLOCK + 10,
  end: CLOCK + 40,
  kernel: [{ name: 'shmget', args: [1], result: '0', errno: null, start: CLOCK + 20, end: CLOCK + 30 }],
  object: '0x6FFF0000',
  held: 5,
  position: null,
} satisfies ParticipantEvent

test('a call and the kernel calls inside it stand at the run’s time, under their participant', () => {
  const { position: _unknown, ...rest } = call
  expect(toRecord(call, 'client', CLOCK)).toEqual({
    ...rest,
    participant: 'client',
    start: 10,
    end: 40,
    kernel: [{ ...call.kernel[0], start: 20, end: 30 }],
  })
})

/** A place in a built file, which its map says is line 6 of the source. */
function placeInBuild() {
  const folder = mkdtempSync(join(tmpdir(), 'records-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'thread.cjs')
  const map = { version: 3, sources: ['../../electron/scenario.ts'], names: [], mappings: 'AAKA' }
  writeFileSync(`${file}.map`, JSON.stringify(map))
  return { file, line: 1, column: 1 }
}

test('a call names the line of its source, not the place in the build', () => {
  const record = toRecord({ ...call, position: placeInBuild() }, 'client', CLOCK)
  expect(record).toHaveProperty('source.line', 6)
  expect(record).not.toHaveProperty('position')
})

test('a touch of shared memory names its line as a call does', () => {
  const data = {
    kind: 'data',
    object: '0x6FFF0000',
    access: 'write',
    offset: 0,
    length: 1,
    bytes: 'AA==',
    text: '.',
    held: 5,
  } as const
  const told = { ...data, t: CLOCK + 50, position: null }
  expect(toRecord(told, 'server', CLOCK)).toEqual({ ...data, t: 50, participant: 'server' })
  const record = toRecord({ ...told, position: placeInBuild() }, 'server', CLOCK)
  expect(record).toHaveProperty('source.line', 6)
  expect(record).not.toHaveProperty('position')
})

test('what is told of a participant gets its name; a use of memory is its holder’s, whoever tells', () => {
  const t = CLOCK + 50
  expect(toRecord({ kind: 'note', t, text: 'a note' }, 'server', CLOCK)).toEqual({
    kind: 'note',
    t: 50,
    text: 'a note',
    participant: 'server',
  })
  const kernel = { name: 'shm_nattch', value: 1 }
  const usage = { kind: 'usage', t, object: '0x6FFF0000', change: 'given', holder: 2, kernel } as const
  expect(toRecord(usage, 'client', CLOCK)).toEqual({ ...usage, t: 50 })
})
