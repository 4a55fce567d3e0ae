import { expect, test } from 'vitest'
import { effectInWords, nextInWords, safetyInWords } from './safety.ts'

const safety = (
  participant: string,
  is: 'safe' | 'not-yet' | 'trap',
  because: 'unread' | 'unwritten' | 'others-hold' | 'others-wait' | 'others-done' | 'others-ended' | 'let-go',
  ...others: string[]
) => ({ participant, is, because, others })

test('who may free is told with the reason, and once where it is the same for all', () => {
  expect(safetyInWords([safety('client', 'not-yet', 'others-wait', 'server')])).toEqual([
    'client must not free yet: the server has not got it',
  ])
  const [a, b] = [safety('a', 'safe', 'others-hold', 'b'), safety('b', 'safe', 'others-hold', 'a')]
  expect(safetyInWords([a, b])).toEqual(['freed by either, it lives on: the other holds it'])
  expect(safetyInWords([a, b, a])).toEqual(['freed by one, it lives on: the others hold it'])
  expect(safetyInWords([safety('a', 'not-yet', 'unwritten', 'b'), safety('b', 'not-yet', 'unwritten', 'a')])).toEqual(
    ['must not be freed yet: nobody has written to it'],
  )
  expect(
    safetyInWords([safety('server', 'safe', 'others-done', 'client'), safety('client', 'trap', 'let-go')]),
  ).toEqual([
    'freed by server, it is destroyed: the client is done with it',
    'client: a touch is a trap, it has let go',
  ])
  expect(safetyInWords([safety('peer-1', 'safe', 'others-done')])).toEqual([
    'freed by peer-1, it is destroyed: nobody else needs it',
  ])
  expect(safetyInWords([safety('server', 'not-yet', 'others-wait', 'c-1', 'c-2', 'c-3')])).toEqual([
    'server must not free yet: 3 others have not got it',
  ])
})

test('a step is told by what it does to the count', () => {
  const change = (does: 'takes' | 'gives' | 'frees', from: number, to: number) => effectInWords({ does, from, to })
  expect(change('frees', 2, 1)).toBe('2 → 1, lives on')
  expect(change('frees', 1, 0)).toBe('1 → 0, destroyed')
  expect(change('frees', 2, 2)).toBe('stays 2, a handle or view is left')
  expect(change('gives', 1, 2)).toBe('1 → 2')
  expect(change('takes', 2, 2)).toBe('stays 2, it holds it already')
  expect(change('takes', 0, 0)).toBe('fails: nobody holds it')
})

test('a touch is safe or a trap', () => {
  const touch = (because: 'holds' | 'let-go' | 'read-only') =>
    effectInWords({ does: 'read', touch: { is: because === 'holds' ? 'safe' : 'trap', because } })
  expect(touch('holds')).toBe('safe: it holds it')
  expect(touch('let-go')).toBe('a trap: it has let go')
  expect(touch('read-only')).toBe('a trap: it may only read')
})

test('whose step it is, what it does and whether that is safe make one line', () => {
  const own = safety('client', 'safe', 'others-hold', 'server')
  expect(nextInWords({ participant: 'client', does: 'frees', from: 2, to: 1 }, own)).toBe(
    'client will free it: 2 → 1, lives on (safe: the server holds it)',
  )
  expect(nextInWords({ participant: 'server', does: 'takes', from: 2, to: 2 })).toBe(
    'server will get it: stays 2, it holds it already',
  )
  const touch = { is: 'trap', because: 'let-go' } as const
  expect(nextInWords({ participant: 'client', does: 'read', touch })).toBe(
    'client will read it (a trap: it has let go)',
  )
})

test('where many have let go, they are counted', () => {
  const gone = ['server', 'client-1', 'client-2'].map((id) => safety(id, 'trap', 'let-go'))
  expect(safetyInWords(gone)).toEqual(['for 3 processes a touch is a trap: they have let go'])
})

test('of several that hold it, it is told who has not read it, or that nobody has', () => {
  const reader = safety('server', 'not-yet', 'unread', 'client')
  const [a, b] = [safety('client', 'safe', 'others-hold', 'server'), safety('c-2', 'safe', 'others-hold', 'server')]
  const unread = { writer: 'client', reader: 'server' }
  expect(safetyInWords([a, reader], unread)).toEqual([
    'server must not free yet: it has not read it; freed by client, it lives on',
  ])
  expect(safetyInWords([a, reader, b], unread)).toEqual([
    'server must not free yet: it has not read it; freed by another, it lives on',
  ])
  expect(safetyInWords([reader, safety('client', 'trap', 'let-go')], unread)).toEqual([
    'server must not free yet: it has not read it',
    'client: a touch is a trap, it has let go',
  ])
  const byServer = { writer: 'server', reader: null }
  const nobody = 'nobody has read yet what the server wrote'
  expect(safetyInWords([a, b], byServer)).toEqual([nobody])
  expect(safetyInWords([safety('server', 'safe', 'others-done', 'client')], byServer)).toEqual([
    'freed by server, it is destroyed: the client is done with it',
    nobody,
  ])
})
