import { expect, test } from 'vitest'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { recordingOf } from '../recordings.fixture.ts'
import { willDo } from '../vocabulary/vocabulary.ts'
import { explain, inWords } from './explanations.ts'

type Call = Extract<TraceRecord, { kind: 'call' }>

const OBJECT = '0x6FFF0000'
const WINDOW = '0x00010003'
const NO_ERROR = { code: 0, name: 'NO_ERROR' }
const TRUE = { code: 1, name: 'TRUE' }
const FALSE = { code: 0, name: 'FALSE' }

/** Every call of native-bridge/os2, with arguments and the result of its success. */
const calls: [string, Call['args'], Call['result']][] = [
  ['DosAllocSharedMem', { ppb: OBJECT, pszName: null, cb: 4096, flag: 'PAG_READ' }, NO_ERROR],
  ['DosGiveSharedMem', { pb: OBJECT, pid: 42, flag: 'PAG_READ' }, NO_ERROR],
  ['DosGetSharedMem', { pb: OBJECT, flag: 'PAG_READ' }, NO_ERROR],
  ['DosGetNamedSharedMem', { ppb: OBJECT, pszName: '\\SHAREMEM\\A', flag: 'PAG_READ' }, NO_ERROR],
  ['DosQueryMem', { pb: OBJECT, pcb: 4096, pflag: 'PAG_READ' }, NO_ERROR],
  ['DosFreeMem', { pb: OBJECT }, NO_ERROR],
  ['DosSetMem', { pb: OBJECT, cb: 4096, flag: 'PAG_COMMIT|PAG_DEFAULT' }, NO_ERROR],
  ['DosCreateEventSem', { pszName: '\\SEM32\\A', flAttr: '0', fState: false }, NO_ERROR],
  ['DosOpenEventSem', { pszName: '\\SEM32\\A', phev: '0x80010000' }, NO_ERROR],
  ['DosPostEventSem', { hev: '0x80010000' }, NO_ERROR],
  ['DosWaitEventSem', { hev: '0x80010000', ulTimeout: 500 }, NO_ERROR],
  ['DosResetEventSem', { hev: '0x80010000', pulPostCt: 2 }, NO_ERROR],
  ['DosQueryEventSem', { hev: '0x80010000', pulPostCt: 2 }, NO_ERROR],
  ['DosCloseEventSem', { hev: '0x80010000' }, NO_ERROR],
  ['DosCreateMutexSem', { pszName: '\\SEM32\\B', flAttr: '0', fState: true }, NO_ERROR],
  ['DosOpenMutexSem', { pszName: '\\SEM32\\B', phmtx: '0x80010001' }, NO_ERROR],
  ['DosRequestMutexSem', { hmtx: '0x80010001', ulTimeout: 'SEM_INDEFINITE_WAIT' }, NO_ERROR],
  ['DosReleaseMutexSem', { hmtx: '0x80010001' }, NO_ERROR],
  ['DosQueryMutexSem', { hmtx: '0x80010001', ppid: 42, ptid: 1, pulCount: 1 }, NO_ERROR],
  ['DosCloseMutexSem', { hmtx: '0x80010001' }, NO_ERROR],
  ['DosExecPgm', { pArg: 'server\\0', pEnv: null, pName: 'server', codeTerminate: 42 }, NO_ERROR],
  ['DosSleep', { msec: 50 }, NO_ERROR],
  ['DosWaitChild', { option: 'DCWW_WAIT', pid: 42, codeTerminate: 0, codeResult: 0 }, NO_ERROR],
  ['WinInitialize', { flOptions: 0 }, { code: 1, name: 'hab' }],
  ['WinCreateMsgQueue', { hab: 1, cmsg: 0 }, { code: 1, name: 'hmq' }],
  ['WinCreateWindow', { hwndParent: 'HWND_OBJECT', pszName: 'Sharemem client' }, { code: 65539, name: WINDOW }],
  ['WinPostMsg', { hwnd: WINDOW, msg: 'WM_REQUEST', mp1: OBJECT, mp2: '0x00000000' }, TRUE],
  ['WinGetMsg', { hab: 1, msg: 'WM_REQUEST', mp1: OBJECT, mp2: '0x00000000' }, TRUE],
  ['WinQueryWindowProcess', { hwnd: WINDOW, ppid: 42 }, TRUE],
  ['WinStartTimer', { hab: 1, hwnd: WINDOW, idTimer: 3, dtTimeout: 5000 }, { code: 3, name: 'idTimer' }],
  ['WinStopTimer', { hab: 1, hwnd: WINDOW, idTimer: 3 }, TRUE],
  ['WinDestroyWindow', { hwnd: WINDOW }, TRUE],
  ['WinDestroyMsgQueue', { hmq: 1 }, TRUE],
  ['WinTerminate', { hab: 1 }, TRUE],
]

const messages = ['WM_READY', 'WM_REQUEST', 'WM_ACK', 'WM_REPLY', 'WM_QUIT', 'WM_TIMER', 'WM_SERVER_ENDED', 'WM_ASK']

function call(name: string, args: Call['args'], result: Call['result']): Call {
  const source = { file: 'electron/scenarios/request-reply.ts', line: 42 }
  return { kind: 'call', participant: 'client', api: 'os2', name, args, result, start: 0, end: 1, kernel: [], source }
}

const argsOf = (name: string) => calls.find(([other]) => other === name)?.[1] ?? {}
const failed = (name: string, code: number, error: string) => explain(call(name, argsOf(name), { code, name: error }))
const message = (name: string, phase: 'posted' | 'received' = 'received'): TraceRecord => ({
  kind: 'message',
  t: 0,
  phase,
  participant: 'server',
  window: WINDOW,
  name,
  id: 1,
  mp1: OBJECT,
  mp2: '0x00000007',
})

/** The text without what it was given, so that only the wording is compared. */
const wording = (text: string, ...given: string[]) => given.reduce((rest, part) => rest.replaceAll(part, ''), text)

test('every call has an explanation of its own, without a hole in it', () => {
  const texts = calls.map(([name, args, result]) => [name, explain(call(name, args, result))] as const)
  expect(new Set(texts.map(([name, text]) => wording(text, name))).size).toBe(calls.length)
  for (const [, text] of texts) {
    expect(text).toMatch(/^The client .*\.$/)
    expect(text).not.toMatch(/undefined|null| {2}| [,.:]|which returned/)
    expect(text.length).toBeLessThan(260)
  }
})

test('every call that comes next is announced in words of its own', () => {
  const texts = calls.map(([name, args]) => [name, willDo(name, args) ?? ''] as const)
  expect(new Set(texts.map(([name, text]) => wording(text, name))).size).toBe(calls.length)
  for (const [name, text] of texts) {
    expect(text).toMatch(/^will /)
    expect(text).not.toMatch(/undefined|null/)
    expect(text).not.toContain(name)
  }
  expect(willDo('DosAllocSharedMem', { cb: 4096 })).toBe('will allocate 4096 bytes of shared memory')
  expect(willDo('toString', {})).toBeNull()
})

test('every message has an explanation of its own, posted and received, in its call and in its record', () => {
  const args = (msg: string) => ({ hwnd: WINDOW, msg, mp1: OBJECT, mp2: '0x00000007' })
  const ways = [
    (name: string) => explain(call('WinPostMsg', args(name), TRUE)),
    (name: string) => explain(call('WinGetMsg', args(name), name === 'WM_QUIT' ? FALSE : TRUE)),
    (name: string) => explain(message(name, 'posted')),
    (name: string) => explain(message(name)),
  ]
  for (const way of ways) {
    const texts = messages.map((name) => wording(way(name), name))
    expect(new Set(texts).size).toBe(messages.length)
    for (const text of texts) expect(text).not.toMatch(/undefined|no message of this scenario/)
  }
  expect(explain(message('0x0499'))).toMatch(/no message of this scenario/)
})

test.each([
  ['DosExecPgm', 2, 'ERROR_FILE_NOT_FOUND', /no such program/],
  ['DosGiveSharedMem', 5, 'ERROR_ACCESS_DENIED', /without OBJ_GIVEABLE/],
  ['DosGetSharedMem', 5, 'ERROR_ACCESS_DENIED', /without OBJ_GETTABLE/],
  ['DosAllocSharedMem', 8, 'ERROR_NOT_ENOUGH_MEMORY', /not enough memory/],
  ['DosAllocSharedMem', 87, 'ERROR_INVALID_PARAMETER', /size is 0/],
  ['DosWaitChild', 129, 'ERROR_CHILD_NOT_COMPLETE', /still runs/],
  ['DosGiveSharedMem', 303, 'ERROR_INVALID_PROCID', /no process with this id/],
  ['DosSetMem', 32798, 'ERROR_CROSSES_OBJECT_BOUNDARY', /beyond the end/],
  ['DosRequestMutexSem', 105, 'ERROR_SEM_OWNER_DIED', /owner has died/],
  ['DosPostEventSem', 299, 'ERROR_ALREADY_POSTED', /no failure/],
  ['DosFreeMem', 487, 'ERROR_INVALID_ADDRESS', /freed the object already/],
  ['DosFreeMem', 5, 'ERROR_ACCESS_DENIED', /not allowed/],
])('%s that returns %i says what it means', (name, code, error, meaning) => {
  const text = failed(name, code, error)
  expect(text).toContain(`The client's ${name} failed with ${code} ${error}: `)
  expect(text).toMatch(meaning)
})

test('an error without a meaning here is still named', () => {
  expect(failed('DosFreeMem', 999, 'ERROR_999')).toBe("The client's DosFreeMem failed with 999 ERROR_999.")
})

test('a failed call of Presentation Manager says why', () => {
  const post = (error: string) =>
    call('WinPostMsg', { hwnd: WINDOW, msg: 'WM_REQUEST', mp1: OBJECT, mp2: '0x0', error }, FALSE)
  expect(explain(post('0x1038 PMERR_QUEUE_FULL'))).toMatch(/FALSE and PMERR_QUEUE_FULL: .*is full/)
  expect(explain(post('0x1001 PMERR_INVALID_HWND'))).toMatch(/no such window/)
  expect(inWords(post('0x1038 PMERR_QUEUE_FULL'))).toBe(
    `client: WinPostMsg of WM_REQUEST to ${WINDOW} returned FALSE, 0x1038 PMERR_QUEUE_FULL`,
  )
  const window = call('WinCreateWindow', argsOf('WinCreateWindow'), { code: 0, name: 'NULLHANDLE' })
  expect(explain(window)).toMatch(/failed with 0 NULLHANDLE: the thread has no message queue/)
  const gone = call('WinGetMsg', { hab: 1, error: '0x1001 PMERR_INVALID_HWND' }, FALSE)
  expect(explain(gone)).toMatch(/WinGetMsg failed .*no message queue, or it is gone/)
})

test('a call without a source is the work of the operating system at the end of a process', () => {
  const { source: _, ...free } = call('DosFreeMem', { pb: OBJECT }, NO_ERROR)
  expect(explain(free)).toMatch(/process has ended.* operating system frees the object .* 0x6FFF0000/)
  expect(inWords(free)).toBe('operating system for client: DosFreeMem of 0x6FFF0000 returned 0 NO_ERROR')
})

test('a call that nothing is known of is told as it is', () => {
  const record: Call = { ...call('VirtualAlloc', {}, { code: 0, name: 'NULL' }), api: 'winapi' }
  expect(explain(record)).toBe('The client called VirtualAlloc, which returned 0 NULL.')
})

test('the short line of a call names its object and its result; a message is told by its own record', () => {
  expect(inWords(call('DosGetSharedMem', { pb: OBJECT }, NO_ERROR))).toBe(
    'client: DosGetSharedMem of 0x6FFF0000 returned 0 NO_ERROR',
  )
  expect(inWords(message('WM_REQUEST'))).toBe('server received WM_REQUEST')
  expect(inWords(message('WM_REPLY', 'posted'))).toBe('server posted WM_REPLY')
  expect(inWords(call('WinPostMsg', argsOf('WinPostMsg'), TRUE))).toBeNull()
  expect(inWords(call('WinGetMsg', argsOf('WinGetMsg'), TRUE))).toBeNull()
  expect(inWords(call('WinGetMsg', { hab: 1, msg: 'WM_QUIT' }, FALSE))).toBe('client: WinGetMsg returned FALSE')
})

const kernel = { name: 'shm_nattch', value: 2 }
const others: [string, TraceRecord, string, string | null][] = [
  [
    'a process that starts',
    { kind: 'process', t: 0, participant: 'server', event: 'start', pid: 42, code: null },
    "The server's process started as process 42.",
    'server started as process 42',
  ],
  [
    'a process that ends',
    { kind: 'process', t: 0, participant: 'server', event: 'exit', pid: 42, code: 0 },
    "The server's process ended with exit code 0.",
    'server ended with exit code 0',
  ],
  [
    'a process that crashes',
    { kind: 'process', t: 0, participant: 'server', event: 'crash', pid: 42, code: null, signal: 'SIGSEGV' },
    "The server's process crashed by signal SIGSEGV.",
    'server crashed by signal SIGSEGV',
  ],
  [
    'a window',
    { kind: 'window', t: 0, participant: 'server', window: WINDOW, event: 'destroyed' },
    `The server's window ${WINDOW} is gone, and no message can be posted to it any more.`,
    null,
  ],
  [
    'a count',
    { kind: 'count', t: 0, object: OBJECT, usage: 2, holders: ['client', 'server'], kernel },
    `The object at ${OBJECT} is held by the client and the server: its usage count is 2, and the kernel's own shm_nattch was 2 at that moment.`,
    `${OBJECT}: usage count 2, held by client and server`,
  ],
  [
    'data that is read',
    {
      kind: 'data',
      t: 0,
      participant: 'server',
      object: OBJECT,
      access: 'read',
      offset: 0,
      length: 64,
      bytes: '',
      text: '',
      structure: { name: 'REQUEST', fields: [] },
    },
    `The server read 64 bytes, in which the structure REQUEST lies, at offset 0 of the object at ${OBJECT}, straight from the shared memory.`,
    `server read 64 bytes at ${OBJECT}`,
  ],
  ['a note', { kind: 'note', t: 0, participant: null, text: 'So it is.' }, 'So it is.', 'So it is.'],
  [
    'a fault',
    { kind: 'fault', t: 0, participant: 'client', text: 'It trapped.' },
    'A fault in the client: It trapped.',
    'client: It trapped.',
  ],
  [
    'an outcome',
    { kind: 'outcome', t: 0, ok: true, name: 'completed', text: 'All is well.', requests: [], foreign: 1 },
    'All is well.',
    'All is well.',
  ],
]

test.each(others)('%s is told in words', (_name, record, explanation, line) => {
  expect(explain(record)).toBe(explanation)
  expect(inWords(record)).toBe(line)
})

test('an object that nobody holds is destroyed', () => {
  const record = { kind: 'count' as const, t: 0, object: OBJECT, usage: 0, holders: [], kernel }
  expect(explain(record)).toMatch(/^Nobody holds .* destroyed/)
  expect(inWords(record)).toBe(`${OBJECT}: usage count 0`)
})

test('of a process whose program has trapped, the exit code is not told as if all had been well', () => {
  const { records } = recordingOf('trap')
  const ends = records.filter((record) => record.kind === 'process' && record.event === 'exit')
  const [server, client] = ends.map((record) => explain(record, records))
  expect(server).toMatch(/^The server's process ended, as its program had trapped\. .*its exit code is 0, and not/)
  expect(client).toBe("The client's process ended with exit code 0.")
})
