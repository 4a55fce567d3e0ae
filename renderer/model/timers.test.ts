import { expect, test } from 'vitest'
import { aCall } from '../../electron/contract/records.fixture.ts'
import { recordingOf } from '../recordings.fixture.ts'
import { runningTimer } from './timers.ts'

const timer = (name: string, idTimer: number, dtTimeout = 0) =>
  aCall(name, {
    ...{ participant: 'client', args: { hwnd: '0x00000001', idTimer, dtTimeout } },
    result: { code: 1, name: 'TRUE' },
  })

test('a timer runs from its start until it is stopped, and of several the latest is told', () => {
  const [first, second] = [timer('WinStartTimer', 1, 500), timer('WinStartTimer', 2, 2000)]
  const both = [first, second, timer('WinStopTimer', 2), timer('WinStopTimer', 1), timer('WinStartTimer', 3, 100)]
  const told = both.map((_, index) => runningTimer(both.slice(0, index + 1))?.milliseconds ?? null)
  expect(told).toEqual([500, 2000, 500, null, 100])
  expect(runningTimer([first])).toEqual({ participant: 'client', milliseconds: 500 })
  // In whichever order the traces come.
  const back = both.map((_, index) => runningTimer(both.slice(0, both.length - index))?.milliseconds ?? null)
  expect(back).toEqual(told.toReversed())
})

test('one that could not be started does not run', () => {
  const failed = aCall('WinStartTimer', {
    ...{ args: { hwnd: '0x00000001', idTimer: 1, dtTimeout: 500 } },
    result: { code: 0, name: 'FALSE' },
  })
  expect(runningTimer([failed])).toBeNull()
})

test('real runs: whoever has got its answer waits by no timer, and who lost its request still does', () => {
  expect(runningTimer(recordingOf('hand-over').records)).toBeNull()
  const { records } = recordingOf('lost-request')
  const refused = records.findIndex((record) => record.kind === 'call' && record.name === 'DosGetSharedMem')
  expect(refused).toBeGreaterThan(0)
  expect(runningTimer(records.slice(0, refused + 1))).toEqual({ participant: 'client', milliseconds: 2000 })
})
