import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { ParticipantReport } from '../contract/participant.ts'
import { change, createCells, DELIVERED, VERSION } from './cells.ts'
import { createReporter } from './reporter.ts'

const event = (text: string): ParticipantReport => ({ type: 'events', events: [{ kind: 'note', t: 0, text }] })
const shown = (report: ParticipantReport) =>
  report.type === 'events' ? report.events.map((each) => ('text' in each ? each.text : '')).join() : report.type

function create() {
  const posted: string[] = []
  const cells = createCells()
  const report = createReporter(cells, (report) => {
    posted.push(shown(report))
    change(cells, { [DELIVERED]: posted.length })
  })
  return { posted, report }
}

test('events wait for the next report of another kind, and stay before it', () => {
  const { posted, report } = create()
  report(event('a'))
  report(event('b'))
  expect(posted).toEqual([])
  report({ type: 'ready', t: 1 })
  report(event('c'))
  report.flush()
  report.flush()
  expect(posted).toEqual(['a,b', 'ready', 'c'])
})

test('many events do not wait', () => {
  const { posted, report } = create()
  for (let count = 0; count < 200; count += 1) report(event('e'))
  expect(posted.length).toBeGreaterThan(2)
  report.flush()
  expect(posted.join().split(',')).toHaveLength(200)
})

test('a thread whose messages do not arrive waits until they do', async () => {
  const cells = createCells()
  const arrives = `setTimeout(() => {
    const { workerData: cells } = require('node:worker_threads')
    Atomics.store(cells, ${DELIVERED}, 1)
    Atomics.add(cells, ${VERSION}, 1)
    Atomics.notify(cells, ${VERSION})
  }, 100)`
  const others = new Worker(arrives, { eval: true, workerData: cells })
  const report = createReporter(cells, () => {})
  for (let count = 0; count <= 32; count += 1) report({ type: 'ready', t: count })
  expect(Atomics.load(cells, DELIVERED)).toBe(1)
  await others.terminate()
})
