import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../../native-bridge/native.ts'
import { WM_QUIT, WM_TIMER } from '../../native-bridge/os2/messages.ts'
import type { ParticipantEvent } from '../contract/participant.ts'
import { createCells, QUEUE, TICKING } from './cells.ts'
import { createNews, type News } from './news.ts'
import { createOwnWindow } from './own-window.ts'

const ASK = 0x1005
const MINUTE = 60_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A queue with room for so many messages, which are taken by hand. */
function create(room: number) {
  const posted: Message[] = []
  const destroyed: number[] = []
  /** Of how many ticks the thread may tell as each message comes to it. */
  const known: number[] = []
  const cells = createCells()
  const queues = {
    post(_window: number, message: Message) {
      if (room < 0) return { ok: false, reason: 'not-found', error: null } as const
      known.push(Atomics.load(cells, TICKING))
      if (posted.length >= room) return { ok: false, reason: 'queue-full', error: null } as const
      posted.push(message)
      return { ok: true, value: undefined } as const
    },
    destroyQueue({ token }: { token: number }) {
      destroyed.push(token)
      return { ok: true, value: undefined } as const
    },
  }
  const unused = () => {
    throw new Error('not for windows')
  }
  const rest = { createQueue: unused, createWindow: unused, destroyWindow: unused, receive: unused, ownerOf: unused }
  const own = createOwnWindow({ queues: { ...rest, ...queues } }, cells)
  const told: News[] = []
  const report = createNews(cells, (news) => {
    told.push(news)
    if (news.type !== 'ready') own.follow(news)
  })
  const tell = (...events: ParticipantEvent[]) => report({ type: 'events', events })
  const window = (event: 'created' | 'destroyed') => tell({ kind: 'window', t: 0, window: '0x00000007', event })
  const take = () => {
    const message = posted.shift()
    const [mp1, mp2] = [`0x${message?.mp1.toString(16)}`, '0x0']
    if (message) {
      const received = { t: 0, phase: 'received', window: '0x00000007', name: '', id: message.id } as const
      tell({ kind: 'message', ...received, mp1, mp2 })
    }
    return message?.id
  }
  return { own, cells, posted, destroyed, known, window, take, report, told }
}

test('what finds no window yet is posted once there is one', () => {
  const { own, posted, window } = create(10)
  own.post(ASK)
  vi.advanceTimersByTime(MINUTE)
  window('created')
  vi.advanceTimersByTime(MINUTE)
  expect(posted.map(({ id }) => id)).toEqual([ASK])
})

test('what finds a full queue is posted once there is room, and once only', () => {
  const { own, posted, window, take } = create(1)
  window('created')
  own.quit()
  for (let time = 0; time < 20; time += 1) own.post(ASK)
  expect(take()).toBe(WM_QUIT)
  vi.advanceTimersByTime(MINUTE)
  expect(take()).toBe(ASK)
  vi.advanceTimersByTime(MINUTE)
  expect(posted).toEqual([])
})

test('a timer whose last tick was not received ticks no further', () => {
  const { own, posted, window, take } = create(10)
  window('created')
  for (let time = 0; time < 20; time += 1) own.tick(7, 1)
  own.tick(7, 2)
  expect(posted.map(({ mp1 }) => mp1)).toEqual([1, 2])
  expect(take()).toBe(WM_TIMER)
  own.tick(7, 1)
  expect(posted.map(({ mp1 }) => mp1)).toEqual([2, 1])
})

test('a timer that was stopped and started again ticks', () => {
  const { own, posted, window, report } = create(10)
  window('created')
  own.tick(7, 1)
  report({ type: 'timer-stop', window: 7, id: 1 })
  own.tick(7, 1)
  expect(posted).toHaveLength(2)
})

test('of a tick is known before it can be received, and of none once its window is gone', () => {
  const { own, cells, known, window } = create(1)
  window('created')
  own.tick(7, 1)
  own.tick(7, 2)
  expect(known).toEqual([1, 2])
  expect(Atomics.load(cells, TICKING)).toBe(1)
  window('destroyed')
  expect(Atomics.load(cells, TICKING)).toBe(0)
})

test('a timer that never ticked is stopped without a word', () => {
  const { own, window, report, told } = create(0)
  window('created')
  report({ type: 'timer-stop', window: 7, id: 1 })
  own.tick(7, 1)
  report({ type: 'timer-stop', window: 7, id: 1 })
  expect(told).toEqual([{ type: 'window-created', window: 7 }])
})

test('a thread is woken by WM_QUIT, or where it has no window or no room, without its queue', () => {
  const { own, cells, posted, destroyed, window } = create(1)
  own.wake()
  expect(destroyed).toEqual([])
  Atomics.store(cells, QUEUE, 0 + 1)
  own.wake()
  expect(destroyed).toEqual([0])
  window('created')
  own.wake()
  expect(posted.map(({ id }) => id)).toEqual([WM_QUIT])
  own.wake()
  expect(destroyed).toEqual([0, 0])
})

test('when the thread has ended, nothing is posted any more', () => {
  const { own, posted, window } = create(10)
  own.post(ASK)
  own.end()
  window('created')
  own.quit()
  vi.advanceTimersByTime(MINUTE)
  expect([posted, vi.getTimerCount()]).toEqual([[], 0])
})

test('a timer that cannot reach its window ends the wait for it, and not while the queue is only full', () => {
  const full = create(0)
  full.window('created')
  Atomics.store(full.cells, QUEUE, 5)
  full.own.tick(7, 1)
  expect(full.destroyed).toEqual([])
  const gone = create(-1)
  gone.window('created')
  Atomics.store(gone.cells, QUEUE, 5)
  gone.own.tick(7, 1)
  expect(gone.destroyed).toEqual([4])
})
