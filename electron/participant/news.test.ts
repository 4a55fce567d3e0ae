import { expect, test } from 'vitest'
import { WM_TIMER } from '../../native-bridge/os2/messages.ts'
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import { createCells, TICKING } from './cells.ts'
import { createNews, followNews, type News } from './news.ts'

function create() {
  const told: News[] = []
  const cells = createCells()
  const hear = createNews(cells, (news) => told.push(news))
  const tell = (...events: ParticipantEvent[]) => hear({ type: 'events', events })
  return { told, cells, hear, tell }
}
const window = (event: 'created' | 'destroyed'): ParticipantEvent => ({ kind: 'window', t: 0, window: '0x1A', event })
const message = (id: number, phase: 'posted' | 'received' = 'received'): ParticipantEvent => ({
  ...{ kind: 'message', t: 0, phase, window: '0x1A', name: '', id },
  ...{ mp1: '0x2', mp2: '0x0' },
})
const stop: ParticipantReport = { type: 'timer-stop', window: 26, id: 2 }

test('control is told of windows, and that the thread stands at the beginning of its program', () => {
  const { told, hear, tell } = create()
  hear({ type: 'ready', t: 0 })
  tell(window('created'), { kind: 'note', t: 0, text: 'between' }, window('destroyed'))
  hear({ type: 'ended', t: 0, verdict: null })
  expect(told).toEqual([
    { type: 'ready' },
    { type: 'window-created', window: 26 },
    { type: 'window-destroyed', window: 26 },
  ])
})

test('it is told of a tick that was received or whose timer has stopped, and only while there is one', () => {
  const { told, cells, hear, tell } = create()
  tell(message(WM_TIMER))
  hear(stop)
  expect(told).toEqual([])
  Atomics.store(cells, TICKING, 1)
  tell(message(WM_TIMER, 'posted'), message(WM_TIMER + 1))
  expect(told).toEqual([])
  tell(message(WM_TIMER))
  hear(stop)
  const over = { type: 'tick-over', window: 26, timer: 2 }
  expect(told).toEqual([over, over])
})

test('what is begun when the thread is ready is ended with it, and never begun after that', () => {
  const done: string[] = []
  const create = () =>
    followNews(
      ({ type }) => done.push(type),
      () => {
        done.push('begun')
        return () => done.push('ended')
      },
    )
  const one = create()
  one.hear({ type: 'ready' })
  one.hear({ type: 'window-created', window: 26 })
  one.end()
  expect(done.splice(0)).toEqual(['begun', 'window-created', 'ended'])
  const late = create()
  late.end()
  late.hear({ type: 'ready' })
  late.hear({ type: 'window-created', window: 26 })
  expect(done).toEqual([])
})
