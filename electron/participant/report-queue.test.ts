import { expect, test } from 'vitest'
import type { ParticipantReport } from '../contract/participant.ts'
import { createReportQueue } from './report-queue.ts'

const ready = (t: number): ParticipantReport => ({ type: 'ready', t })
const turn = () => new Promise((resolve) => setImmediate(resolve))

function create() {
  const pieces: number[][] = []
  const leave: (() => void)[] = []
  const queue = createReportQueue((reports, sent) => {
    pieces.push(reports.map((report) => ('t' in report ? report.t : 0)))
    leave.push(sent)
  })
  return { pieces, leave, queue }
}

test('what is reported in one turn is sent in one piece, in order', async () => {
  const { pieces, queue } = create()
  queue.add(ready(1))
  queue.add(ready(2))
  expect(pieces).toEqual([])
  await turn()
  expect(pieces).toEqual([[1, 2]])
  queue.add(ready(3))
  await turn()
  expect(pieces).toEqual([[1, 2], [3]])
})

test('a flush sends at once what waits, and nothing twice', async () => {
  const { pieces, queue } = create()
  queue.add(ready(1))
  queue.flush()
  expect(pieces).toEqual([[1]])
  await turn()
  expect(pieces).toEqual([[1]])
})

test('a flush is over when all has left, also what was sent before', async () => {
  const { leave, queue } = create()
  queue.add(ready(1))
  await turn()
  let over = false
  const flushed = queue.flush().then(() => {
    over = true
  })
  leave[0]?.()
  await turn()
  expect(over).toBe(false)
  leave[1]?.()
  await flushed
  expect(over).toBe(true)
})
