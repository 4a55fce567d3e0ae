import { expect, test } from 'vitest'
import type { Program } from '../contract/settings.ts'
import type { HeaderParticipant } from '../contract/trace.ts'
import { castOf } from './cast.ts'

const older = (id: string, role = id): HeaderParticipant => ({ id, role, pid: 1 })
const cast = (participants: HeaderParticipant[], programs: Program[] = []) => castOf({ participants }, programs)

test('an older recording stands as its scenario describes it, or the first left and the other right', () => {
  const places = (programs: Program[]) =>
    cast([older('client'), older('server')], programs).map(({ program, tone, side, number }) => [
      program,
      tone,
      side,
      number,
    ])
  expect(places([])).toEqual([
    ['client', 'blue', 'left', null],
    ['server', 'green', 'right', null],
  ])
  const programs: Program[] = [
    { name: 'client', tone: 'neutral', side: 'right', calls: [] },
    { name: 'server', tone: 'blue', side: 'left', calls: [] },
  ]
  expect(places(programs)).toEqual([
    ['client', 'neutral', 'right', null],
    ['server', 'blue', 'left', null],
  ])
})

test('what the header tells counts more, and those of one program carry numbers', () => {
  const told = { role: 'client', program: 'client', tone: 'green', side: 'right', pid: null } as const
  const server = { id: 'server', role: 'server', program: 'server', tone: 'blue', side: 'left', pid: 3 } as const
  expect(cast([{ id: 'client-1', ...told }, { id: 'client-2', ...told }, server])).toEqual([
    { id: 'client-1', program: 'client', tone: 'green', side: 'right', pid: null, number: 1, external: false },
    { id: 'client-2', program: 'client', tone: 'green', side: 'right', pid: null, number: 2, external: false },
    { id: 'server', program: 'server', tone: 'blue', side: 'left', pid: 3, number: null, external: false },
  ])
})

test('equals face each other, and one alone stands where it is', () => {
  const peer = (id: string): HeaderParticipant => ({ id, role: 'peer', pid: 1, tone: 'neutral', side: 'left' })
  expect(cast(['a', 'b', 'c'].map(peer)).map(({ side, number }) => [side, number])).toEqual([
    ['left', 1],
    ['left', 2],
    ['right', 3],
  ])
  expect(cast([peer('a')]).map(({ side, number }) => [side, number])).toEqual([['left', null]])
})

test('a program of somebody else’s is told from the run’s own', () => {
  const [own, other] = cast([older('parent'), { ...older('child'), external: true }])
  expect([own?.external, other?.external]).toEqual([false, true])
})
