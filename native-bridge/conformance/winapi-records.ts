/** What the trace is told beside the calls: the lives of objects, what becomes of them, and who uses memory. */
import assert from 'node:assert/strict'
import { handle } from '../kernel-objects.ts'
import type { TraceEvent } from '../trace.ts'
import { FILE_MAP_WRITE, INFINITE, MUTEX_ALL_ACCESS, WAIT_TIMEOUT } from '../winapi/flags.ts'
import type { Harness } from './harness.ts'
import { winApiOf, winApiTest } from './winapi-fixture.ts'

/** `object created`, `sync acquired`, `usage freed 1`: one line for each record that is no call. */
const linesOf = (events: readonly TraceEvent[]) =>
  events.flatMap((event) => {
    if (event.kind === 'object' || event.kind === 'sync') return [`${event.kind} ${event.event}`]
    return event.kind === 'usage' ? [`usage ${event.change}`] : []
  })

const resultsOf = (events: readonly TraceEvent[]) =>
  events.flatMap((event) => (event.kind === 'call' ? [`${event.result.name} ${event.result.ok}`] : []))

export function describeWinApiRecords(harness: Harness) {
  winApiTest(harness, 'the life of a mutex is told, and who owns it', ({ win, events, own }) => {
    const mutex = win.CreateMutex(null, true, own('told'))
    win.WaitForSingleObject(mutex, INFINITE)
    win.ReleaseMutex(mutex)
    win.ReleaseMutex(mutex)
    win.ReleaseMutex(mutex)
    win.CloseHandle(mutex)
    const told = ['object created', 'sync acquired', 'sync released', 'object closed']
    // Windows does not tell who was the last.
    assert.deepEqual(linesOf(events).slice(0, 4), told)
    assert.ok(events.every((event) => event.kind === 'call' || ('object' in event && event.object === own('told'))))
  })

  winApiTest(harness, 'the life of an event is told, and what becomes of it', ({ win, events, own }) => {
    const event = win.CreateEvent(null, true, true, own('told'))
    const again = win.CreateEvent(null, true, true, own('told'))
    win.ResetEvent(event)
    win.SetEvent(again)
    win.CloseHandle(again)
    assert.deepEqual(linesOf(events), [
      ...['object created', 'sync signalled', 'object opened'],
      ...['sync reset', 'sync signalled', 'object closed'],
    ])
  })

  winApiTest(harness, 'an abandoned mutex is told of by who finds it', async ({ win, events, own, partner }) => {
    const mutex = win.CreateMutex(null, false, own('told'))
    const other = await partner()
    const there = winApiOf(other)
    await there.result(
      'WaitForSingleObject',
      await there.handle('OpenMutex', MUTEX_ALL_ACCESS, false, own('told')),
      0,
    )
    await other.kill()
    win.WaitForSingleObject(mutex, INFINITE)
    assert.deepEqual(linesOf(events), ['object created', 'sync abandoned', 'sync acquired'])
  })

  winApiTest(harness, 'a process uses memory from its first handle to its last handle or view', (fixture) => {
    const { win, events, own, createMapping } = fixture
    const mapping = createMapping(own('told'))
    const again = win.OpenFileMapping(FILE_MAP_WRITE, false, own('told'))
    const view = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
    win.CloseHandle(mapping)
    win.CloseHandle(again)
    const before = events.length
    win.UnmapViewOfFile(view)
    assert.deepEqual(
      linesOf(events.slice(0, before)).filter((line) => line !== 'object destroyed'),
      [...['object created', 'usage allocated', 'object opened'], ...['object closed', 'object closed']],
    )
    assert.equal(linesOf(events.slice(before))[0], 'usage freed')
    const usage = events.filter((event) => event.kind === 'usage')
    assert.deepEqual(
      usage.map(({ kernel }) => kernel.value),
      [fixture.native.kernel === 'sysv' ? 0 : 1, 0],
    )
  })

  winApiTest(harness, 'who uses a section is asked by its name, and who asks does not count', (fixture) => {
    const { win, own, createMapping } = fixture
    const { objects, kernel } = fixture.native
    const name = kernel === 'sysv' ? 'shm_nattch' : 'HandleCount'
    const isUsed = (value: number) => assert.deepEqual(objects.probe(own('asked')), { name, value })
    isUsed(0)
    const mapping = createMapping(own('asked'))
    isUsed(kernel === 'sysv' ? 0 : 1)
    win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
    isUsed(1)
    win.CreateEvent(null, false, false, own('event'))
    assert.deepEqual(objects.probe(own('event')), { name, value: 0 })
  })

  winApiTest(
    harness,
    'what is still used at the end is told as left',
    ({ win, events, own, createMapping, exit }) => {
      win.MapViewOfFile(createMapping(own('told')), FILE_MAP_WRITE, 0, 0, 0)
      win.CreateMutex(null, true, own('owned'))
      exit()
      assert.deepEqual(linesOf(events).slice(-2), ['sync abandoned', 'usage left'])
    },
  )

  winApiTest(
    harness,
    'a result says whether the call did what it was asked',
    ({ win, events, own, createMapping }) => {
      createMapping(own('told'))
      win.CreateFileMapping(-1, null, 4, 0, 10, own('told'))
      win.CloseHandle(handle(0x7ffc))
      assert.equal(win.WaitForSingleObject(win.CreateEvent(null, true, false, null), 0), WAIT_TIMEOUT)
      assert.deepEqual(resultsOf(events), [
        ...['NO_ERROR true', 'NO_ERROR true', 'ERROR_ALREADY_EXISTS true', 'ERROR_INVALID_HANDLE false'],
        ...['NO_ERROR true', 'WAIT_TIMEOUT false'],
      ])
    },
  )
}
