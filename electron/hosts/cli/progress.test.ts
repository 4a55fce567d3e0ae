import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellProgress } from './progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function tell() {
  const so = { far: 0 }
  const written: string[] = []
  const end = tellProgress(
    () => so.far,
    ['record', 'records'],
    (text) => written.push(text),
  )
  return { so, written, end }
}

test('the count is told each second in which it has grown, and taken away at the end', () => {
  const { so, written, end } = tell()
  so.far = 1
  vi.advanceTimersByTime(2500)
  so.far = 12_345
  vi.advanceTimersByTime(1000)
  end()
  vi.advanceTimersByTime(5000)
  expect(written).toEqual(['\r\u001b[K1 record so far', '\r\u001b[K12,345 records so far', '\r\u001b[K'])
})

test('a short run tells nothing', () => {
  const { so, written, end } = tell()
  so.far = 5
  vi.advanceTimersByTime(900)
  end()
  expect(written).toEqual([])
})
