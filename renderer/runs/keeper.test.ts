import { afterEach, expect, test, vi } from 'vitest'
import { aCall, anOutcome } from '../../electron/contract/records.fixture.ts'
import { NOTHING } from '../host.ts'
import { headerOf } from '../scenario.fixture.ts'
import { useStore } from '../store.ts'
import { keepRuns, textOfRun } from './keeper.ts'

// Node has no database of a browser: it keeps in memory what the browser's tests keep on the disk.
const begun = (minute: number) => headerOf({}, { begun: `2026-11-28T19:${minute}:00.000Z` })
const chips = () => useStore.getState().runs.map(({ number, outcome, size }) => [number, outcome, size > 0])
const { setState: set } = useStore
let end = () => {}

afterEach(() => {
  end()
  set({ ...NOTHING, recording: null, runs: [] })
})

test('a run has a chip from its beginning, and its recording from its end or from when it is left', async () => {
  end = keepRuns()
  set({ header: begun(10), records: [] })
  await vi.waitFor(() => expect(chips()).toEqual([[1, null, false]]))
  expect(await textOfRun(1)).toBeUndefined()
  set({ records: [aCall('DosFreeMem'), anOutcome()] })
  await vi.waitFor(() => expect(chips()).toEqual([[1, 'completed', true]]))
  expect((await textOfRun(1))?.split('\n')).toHaveLength(4)

  // The host may name the next run before it tells of its records.
  set({ header: begun(11) })
  await vi.waitFor(() => expect(chips()).toContainEqual([2, null, false]))
  set({ records: [aCall('DosFreeMem')] })
  set({ header: begun(12), records: [] })
  await vi.waitFor(() => expect(chips()).toContainEqual([2, null, true]))
  // The host tells of the first again, as to a page that was loaded again: it is the same run.
  set({ header: begun(10), records: [aCall('DosFreeMem'), anOutcome()] })
  await vi.waitFor(() => expect(useStore.getState().hostRun).toContain('19:10'))
  await textOfRun(1)
  expect(chips().map(([number]) => number)).toEqual([3, 2, 1])
})

test('a recording that is looked at is none of them, and of what is not begun nothing is kept', async () => {
  end = keepRuns()
  await vi.waitFor(() => expect(chips()).toHaveLength(3))
  set({ header: headerOf({}), records: [aCall('DosFreeMem'), anOutcome()] })
  set({ header: begun(20), records: [aCall('DosFreeMem'), anOutcome()], recording: 'a.sharemem' })
  await textOfRun(1)
  expect(chips()).toHaveLength(3)
})

test('the oldest go, and it is said', async () => {
  end = keepRuns()
  for (let minute = 30; minute < 48; minute += 1) set({ header: begun(minute), records: [] })
  await vi.waitFor(() => expect(useStore.getState().goneRuns).toMatch(/^#1 is not kept any more: the last 20 are/))
  expect(chips()).toHaveLength(20)
  expect(await textOfRun(1)).toBeUndefined()
})
