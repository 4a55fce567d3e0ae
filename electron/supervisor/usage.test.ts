import { expect, test } from 'vitest'
import { createUsageLedger, type UsageChange } from './usage.ts'

const names = new Map([
  [1, 'client'],
  [2, 'server'],
])
const change = (kind: UsageChange['change'], holder: number, value: number): UsageChange => ({
  kind: 'usage',
  t: 0,
  object: '0x6FFF0000',
  change: kind,
  holder,
  kernel: { name: 'shm_nattch', value },
})

test('a process that is given an object and gets it too holds it once, and one free ends its use', () => {
  const ledger = createUsageLedger((pid) => names.get(pid) ?? '?')
  const counts = [
    change('allocated', 1, 1),
    change('given', 2, 2),
    change('got', 2, 2),
    change('freed', 1, 1),
    change('freed', 2, 0),
  ].map((each) => ledger.count(each))
  expect(counts.map((count) => count?.usage)).toEqual([1, 2, 2, 1, 0])
  expect(counts.map((count) => count?.holders.join())).toEqual([
    'client',
    'client,server',
    'client,server',
    'server',
    '',
  ])
  expect(counts.map((count) => count?.kernel.value)).toEqual([1, 2, 2, 1, 0])
})

test('what a process was given before it ended, and is told of only afterwards, it holds no longer', () => {
  const ledger = createUsageLedger(String)
  ledger.count(change('allocated', 1, 1))
  ledger.end(2)
  expect(ledger.count(change('given', 2, 2))?.holders).toEqual(['1'])
  expect(ledger.count(change('freed', 1, 0))?.holders).toEqual([])
  expect(ledger.summary()).toBe('Its object was freed by everybody who held it.')
})

test('an address that is handed out again starts anew, and what lay there before is gone', () => {
  const ledger = createUsageLedger((pid) => names.get(pid) ?? '?')
  expect(ledger.replaced(change('allocated', 1, 1))).toBeNull()
  for (const each of [change('allocated', 1, 1), change('given', 2, 2), change('freed', 1, 0)]) ledger.count(each)
  // The server was killed, and nobody has told that yet.
  expect(ledger.replaced(change('allocated', 1, 1))).toMatchObject({ usage: 0, holders: [], kernel: { value: 0 } })
  expect(ledger.count(change('allocated', 1, 1))?.holders).toEqual(['client'])
  expect(ledger.end(2)).toEqual([])
  ledger.count(change('freed', 1, 0))
  expect(ledger.replaced(change('allocated', 1, 1))).toBeNull()
  expect(ledger.summary()).toBe('All 2 objects were freed by everybody who held them.')
})

test('of two frees that overlap, the last word of the kernel counts', () => {
  const ledger = createUsageLedger((pid) => names.get(pid) ?? '?')
  // The server has begun first, and has asked the kernel after both.
  const all = [change('allocated', 1, 1), change('given', 2, 2), change('freed', 2, 0), change('freed', 1, 1)]
  expect(all.map((each) => ledger.count(each)?.kernel.value)).toEqual([1, 2, 0, 0])
  expect(ledger.count(change('allocated', 1, 1))?.kernel.value).toBe(1)
  // What somebody else still has attached is told.
  expect(ledger.count(change('freed', 1, 1))).toMatchObject({ usage: 0, kernel: { value: 1 } })
})

test('an ended process holds nothing any more, whatever is still told of it', () => {
  const ledger = createUsageLedger(String)
  ledger.count(change('allocated', 1, 1))
  ledger.count(change('given', 2, 2))
  expect(ledger.count(change('ended', 2, 1))).toMatchObject({ usage: 1, holders: ['1'], kernel: { value: 1 } })
  expect(ledger.count(change('ended', 2, 1))).toBeNull()
  expect(ledger.count(change('given', 2, 1))).toMatchObject({ usage: 1, holders: ['1'] })
})

const named = (each: UsageChange) => ({ ...each, object: 'Local\\sharedmemory' })

function summaryOf(...changes: UsageChange[]) {
  const ledger = createUsageLedger((pid) => names.get(pid) ?? '?')
  for (const each of changes) ledger.count(each)
  return ledger.summary()
}

test.each<[string, UsageChange[]]>([
  ['No object was allocated.', []],
  ['Its object was freed by everybody who held it.', [change('allocated', 1, 1), change('freed', 1, 0)]],
  [
    'All 2 objects were freed by everybody who held them.',
    [change('allocated', 1, 1), change('freed', 1, 0), change('allocated', 1, 1), change('freed', 1, 0)],
  ],
  [
    'The server ended while it held 1 object, which the system freed.',
    [change('allocated', 1, 1), change('given', 2, 2), change('freed', 1, 1), change('left', 2, 0)],
  ],
  [
    'The client ended while it held 1 object, which the system freed.',
    [change('allocated', 1, 1), change('ended', 1, 0)],
  ],
  [
    'Its object was closed by everybody who had opened it.',
    [change('allocated', 1, 1), change('got', 2, 2), change('freed', 1, 1), change('freed', 2, 0)].map(named),
  ],
  [
    'The client ended while it held 1 object, which the system closed.',
    [change('allocated', 1, 1), change('left', 1, 0)].map(named),
  ],
  ['1 object is held by somebody still.', [change('allocated', 1, 1)]],
])('%s', (sentence, changes) => {
  expect(summaryOf(...changes)).toBe(sentence)
})

test('what the kernel counts of others is told, and changes no holder', () => {
  const ledger = createUsageLedger((pid) => `process ${pid}`)
  const at = { kind: 'usage', t: 0, object: 'penghao', holder: 1 } as const
  const count = (change: 'allocated' | 'seen' | 'freed', value: number) =>
    ledger.count({ ...at, change, kernel: { name: 'HandleCount', value } })
  count('allocated', 1)
  expect(count('seen', 2)).toMatchObject({ usage: 1, holders: ['process 1'], kernel: { value: 2 } })
  expect(count('freed', 1)).toMatchObject({ usage: 0, kernel: { value: 1 } })
  expect(ledger.summary()).toBe('penghao was still held by a program that is not traced.')
})
