import { expect, test } from 'vitest'
import type { Native } from '../../native-bridge/native.ts'
import { processId } from '../../native-bridge/units.ts'
import type { Unmerged } from './merger.ts'
import { aParty } from './party.fixture.ts'
import { createRemains } from './remains.ts'

/** A kernel in which each ended process left behind what `left` says, and each section is used as `uses` says. */
function create(left: Record<number, string[]>, uses: Record<number, number> = {}) {
  const unused = () => {
    throw new Error('not for remains')
  }
  const take = (pid: number) => {
    const removed = left[pid] ?? []
    delete left[pid]
    return removed
  }
  const native = {
    processes: {
      self: processId(1),
      isAlive: unused,
      endWithParent: unused,
      sweep: take,
      reclaim: unused,
      exit: unused,
      sweepDead: () => Object.keys(left).flatMap((pid) => take(Number(pid))),
    },
    sections: {
      ...{
        create: unused,
        open: unused,
        inspect: unused,
        widen: unused,
        give: unused,
        close: unused,
        count: unused,
        read: unused,
        isFree: unused,
        write: unused,
        protect: unused,
      },
      probe(at) {
        now += 1
        return { name: 'shm_nattch', value: uses[at] ?? 0 }
      },
    },
  } satisfies Pick<Native, 'processes' | 'sections'>
  let now = 42
  const records: Unmerged[] = []
  const remains = createRemains(
    native as Native & typeof native,
    () => now,
    (record) => records.push(record),
  )
  return { remains, records }
}

const server = aParty('server', { link: { pid: 12, command() {}, kill() {} } })
const client = aParty('client')
const note = (participant: string, text: string) => ({ kind: 'note', t: 42, participant, text })

test('what an ended participant left behind is removed and told, once', () => {
  const { remains, records } = create({ 12: ['message queue 0x5348000C', 'semaphore set 0x5348000C'], 13: ['other'] })
  remains.sweep(server)
  remains.sweep(server)
  expect(records).toEqual([
    note('server', 'Removed what the server left behind: message queue 0x5348000C, semaphore set 0x5348000C.'),
  ])
})

test('a participant that left nothing behind is not spoken of', () => {
  const { remains, records } = create({})
  remains.sweep(server)
  remains.sweepEarlierRuns(client)
  expect(records).toEqual([])
})

test('what earlier runs left behind is told in one sentence, however many processes left it', () => {
  const { remains, records } = create({ 12: ['a'], 13: ['b', 'c'] })
  remains.sweepEarlierRuns(client)
  expect(records).toEqual([note('client', 'Removed what an earlier run left behind: a, b, c.')])
})

test('a participant without a process of its own is this process', () => {
  const { remains, records } = create({ [process.pid]: ['a'] })
  remains.sweep(client)
  expect(records).toHaveLength(1)
})

test('with a process end its uses of each object heard of, before the kernel is asked what it says then', () => {
  const { remains } = create({}, { 1878982656: 1 })
  expect(remains.usesEnded(server)).toEqual([])
  for (const object of ['0x6FFF0000', '0x6FFE0000', '0x6FFF0000']) remains.hear(object)
  const use = { kind: 'usage', t: 42, change: 'ended', holder: 12 }
  expect(remains.usesEnded(server)).toEqual([
    { ...use, object: '0x6FFF0000', kernel: { name: 'shm_nattch', value: 1 } },
    { ...use, object: '0x6FFE0000', kernel: { name: 'shm_nattch', value: 0 } },
  ])
})
