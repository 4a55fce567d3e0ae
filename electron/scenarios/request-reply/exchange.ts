/** An exchange of request-reply: a request, from the allocation of its object to the last DosFreeMem. */
import type { ExchangePattern, Sign } from '../../trace/exchange-pattern.ts'

/** What tells that nobody holds an object any more: its name is nobody's, its address free. */
const ERROR_FILE_NOT_FOUND = 2
const ERROR_INVALID_ADDRESS = 487

const calls = (program: string, name: string) => ({ kind: 'call', program, name }) as const
const message = (program: string, phase: 'posted' | 'received', name: string) =>
  ({ kind: 'message', program, phase, name }) as const

/** A named object's message carries no pointer, but the request's number. */
const carried = [{ object: 'mp1' }, { id: 'mp1' }] as const
const numbered = [{ id: 'mp2' }] as const

/** By the program itself, or by the operating system when its process ended: who is killed frees nothing. */
const freedBy = (program: 'client' | 'server') =>
  [false, true].map((bySystem) => ({
    name: bySystem ? `${program} ended` : `${program} freed`,
    signs: [{ record: { ...calls(program, 'DosFreeMem'), bySystem }, of: [{ object: 'object' }] } satisfies Sign],
  }))

/** All ways in which both have let go of it. */
const gone = ['client freed', 'client ended'].flatMap((client) =>
  ['server freed', 'server ended'].map((server) => [client, server]),
)

export const exchange: ExchangePattern = {
  noun: ['request', 'requests'],
  begins: {
    record: { kind: 'data', program: 'client', access: 'write', structure: 'REQUEST' },
    id: 'fields.id',
    title: [{ at: 'fields.operation', words: ['', 'lookup', 'search', 'echo'] }, { at: 'fields.key' }],
  },
  before: {
    same: 'object',
    moments: [
      { name: 'allocated', ofMemory: true, record: calls('client', 'DosAllocSharedMem') },
      { name: 'given', ofMemory: true, record: calls('client', 'DosGiveSharedMem') },
    ],
  },
  moments: [
    { name: 'posted', signs: [{ record: message('client', 'posted', 'WM_REQUEST'), of: carried }] },
    { name: 'received', signs: [{ record: message('server', 'received', 'WM_REQUEST'), of: carried }] },
    {
      name: 'refused',
      signs: [
        {
          record: { ...calls('server', 'DosGetSharedMem'), fails: ERROR_INVALID_ADDRESS },
          of: [{ object: 'object' }],
          // What the server has had, or the client has given up, is not lost: somebody else names its address.
          unless: ['server freed', 'given up'],
        },
        {
          record: { ...calls('server', 'DosGetNamedSharedMem'), fails: ERROR_FILE_NOT_FOUND },
          // `\\SHAREMEM\\4711\\REQUEST.3` is the third request's.
          of: [{ id: 'args.pszName', like: 'REQUEST\\.(\\d+)$' }],
          unless: ['server freed', 'given up'],
        },
      ],
    },
    {
      name: 'acknowledged',
      signs: [
        { record: message('client', 'received', 'WM_ACK'), of: numbered },
        // To who still holds the request, the returned data are the acknowledgement.
        {
          record: message('client', 'received', 'WM_REPLY'),
          of: numbered,
          unless: ['client freed', 'given up'],
        },
      ],
    },
    {
      name: 'replied',
      signs: [{ record: message('client', 'received', 'WM_REPLY'), of: numbered, unless: ['given up'] }],
    },
    { name: 'given up', signs: [{ record: { kind: 'note' }, of: [{ id: 'givenUp' }] }] },
    {
      name: 'late answer',
      signs: [{ record: message('client', 'received', 'WM_REPLY'), of: numbered, after: ['given up'], late: true }],
    },
    ...freedBy('client'),
    ...freedBy('server'),
  ],
  // What was refused the server has never had, so that nobody waits for it to free that.
  over: [
    ...gone.map((both) => ['replied', ...both]),
    ...gone.map((both) => ['given up', ...both]),
    ['given up', 'client freed', 'refused'],
  ],
  objects: [{ name: 'request' }, { name: 'reply', unless: { key: 'objects', is: 'one' } }],
  remarks: [{ has: ['posted', 'client freed'], not: 'acknowledged', says: 'not acknowledged' }],
}
