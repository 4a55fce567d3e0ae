import { expect, test } from 'vitest'
import type { ParticipantReport } from '../contract/participant.ts'
import { createReporter } from './reporter.ts'

const event = (text: string): ParticipantReport => ({ type: 'events', events: [{ kind: 'note', t: 0, text }] })
const shown = (report: ParticipantReport) =>
  report.type === 'events' ? report.events.map((each) => ('text' in each ? each.text : '')).join() : report.type

function create() {
  const posted: string[] = []
  return { posted, report: createReporter((report) => posted.push(shown(report))) }
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
