import { expect, test } from 'vitest'
import { aCount, someData } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { objectsAt } from './objects.ts'
import { unreadAt } from './unread.ts'

const cast = (...ids: string[]) => ids.map((id) => ({ id, program: id.replace(/-\d$/, ''), external: false }))
const by = (participant: string, access: 'read' | 'write') => ({ ...someData(access, 'AAAA'), participant })

function unread(records: TraceRecord[], who = cast('client', 'server')) {
  const cursor = records.length - 1
  const [object] = objectsAt(records, cursor)
  return object && unreadAt(object, { records, cursor, cast: who })
}
const held = aCount(['client', 'server'])

test('what one writes is unread until another one reads it', () => {
  expect(unread([held])).toBeNull()
  expect(unread([held, by('client', 'write')])).toEqual({ writer: 'client', reader: 'server' })
  expect(unread([held, by('client', 'write'), by('client', 'read')])).toEqual({ writer: 'client', reader: 'server' })
  expect(unread([held, by('client', 'write'), by('server', 'read')])).toBeNull()
  expect(unread([held, by('client', 'write'), by('server', 'read'), by('server', 'write')])).toEqual({
    writer: 'server',
    reader: 'client',
  })
})

test('who is to read it is who runs another program, and nobody where several do', () => {
  const many = cast('client-1', 'client-2', 'server')
  expect(unread([held, by('client-1', 'write')], many)).toEqual({ writer: 'client-1', reader: 'server' })
  expect(unread([held, by('server', 'write')], many)).toEqual({ writer: 'server', reader: null })
  expect(unread([held, by('peer-1', 'write')], cast('peer-1', 'peer-2'))).toEqual({
    writer: 'peer-1',
    reader: 'peer-2',
  })
})

test('who has ended is no reader any more, and the only one left is the one', () => {
  const many = cast('client-1', 'client-2', 'server')
  const exit: TraceRecord = { kind: 'process', t: 0, participant: 'client-1', event: 'exit', pid: 1, code: 0 }
  expect(unread([held, exit, by('server', 'write')], many)).toEqual({ writer: 'server', reader: 'client-2' })
})

test('who has read other bytes has not read it', () => {
  const flag = { ...by('server', 'read'), offset: 512, length: 4 }
  const text = { ...by('client', 'write'), offset: 0, length: 8 }
  expect(unread([held, text, flag])).toEqual({ writer: 'client', reader: 'server' })
  expect(unread([held, text, flag, { ...by('server', 'read'), offset: 4, length: 100 }])).toBeNull()
})

const crash: TraceRecord = { kind: 'process', t: 0, participant: 'server', event: 'crash', pid: 2, code: null }

test('nothing is told where its reader has ended, or where a program of somebody else’s may have read it', () => {
  const written = [held, by('client', 'write')]
  expect(unread([...written, crash])).toBeNull()
  const others = cast('client', 'server').map((member) => ({ ...member, external: member.id === 'server' }))
  expect(unread(written, others)).toBeNull()
})
