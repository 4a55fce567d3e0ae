import { readFileSync } from 'node:fs'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Invoke } from '../invoke.ts'
import type { Libc } from '../libc.ts'
import { createLife, startOf, UNREADABLE } from './life.ts'

vi.mock('node:fs', { spy: true })

const refuses = (code: string) =>
  vi.mocked(readFileSync).mockImplementation(() => {
    throw Object.assign(new Error(code), { code })
  })

beforeEach(() => void vi.mocked(readFileSync).mockReset())

const closed: number[] = []
const libc = { pidfdOpen: () => 9, poll: () => 0, close: (descriptor: number) => closed.push(descriptor) }
const invoke = (_name: string, _args: unknown, body: () => number) => ({ value: body(), error: null })
const life = () => createLife(libc as unknown as Libc, invoke as unknown as Invoke)
const other = { pid: 4711, start: 12, tid: 4711 }

test('a process that is not there has ended, and one that cannot be read may live', () => {
  refuses('ENOENT')
  expect(startOf(4711)).toBeNull()
  refuses('EMFILE')
  expect(startOf(4711)).toBe(UNREADABLE)
})

test('who has no descriptor left to look with takes nobody for dead, and keeps none open for it', () => {
  refuses('EMFILE')
  expect(life().ended([other as never])).toEqual([])
  expect(closed).toEqual([9])
  refuses('ENOENT')
  expect(life().ended([other as never])).toEqual([other])
})
