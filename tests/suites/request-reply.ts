/** request-reply with real processes on a real kernel: the same tests for each of them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { timeOf } from '../../electron/trace/order.ts'
import { callsOf, type RunTrace, root } from '../support/cli.ts'

export interface Kernel {
  readonly name: string
  readonly runTrace: RunTrace
  /** The kernel's own count of an object's users. */
  readonly evidence: 'shm_nattch' | 'HandleCount'
  /** In which a process starts there for certain, also beside other work, in milliseconds. */
  readonly patience: number
  /** The call with which it maps an object. */
  readonly map: string
}

/** `client DosFreeMem 0x6FFF0000` for each call that matters here, in the order of the trace. */
const story = (records: TraceRecord[], ...names: string[]) =>
  callsOf(records)
    .filter(({ name }) => names.includes(name))
    .map(({ participant, name, object }) => `${participant} ${name} ${object ?? ''}`.trim())

const usagesOf = (records: TraceRecord[], object: string) =>
  records.flatMap((record) => (record.kind === 'count' && record.object === object ? [record.usage] : []))

const answerOf = (records: TraceRecord[]) => {
  const read = records.findLast(
    (record) => record.kind === 'data' && record.participant === 'client' && record.structure?.name === 'REPLY',
  )
  return read?.kind === 'data' ? read.structure : undefined
}

/** What goes together: which objects and when the client frees them, how the server gets at them, where it answers. */
const ways = [
  'objects=two free=after-post',
  'objects=two free=after-receipt',
  'objects=two free=after-reply',
  'objects=one',
]
const accesses = ['access=give+get', 'access=give-only', 'access=get-only', 'naming=named']
const windows = ['window=command-line', 'window=request', 'windows=3']
/** Then it is decided by chance whether the server still finds the object. */
const isRace = (settings: string) => settings.includes('after-post') && /get-only|named/.test(settings)

const combinations = ways
  .flatMap((way) => accesses.flatMap((access) => windows.map((window) => `${way} ${access} ${window}`)))
  .filter((settings) => !isRace(settings))

export function describeRequestReply({ name, runTrace, evidence, patience, map }: Kernel) {
  describe(`request-reply on ${name}`, () => {
    test.each(combinations)('%s: answered, and freed by both', async (combination) => {
      const { status, outcome, records } = await runTrace(...combination.split(' '), 'requests=3')
      expect(status).toBe(0)
      expect(outcome).toMatchObject({ ok: true, name: 'completed', foreign: 0 })
      for (const { freed, acknowledged } of outcome.requests) {
        expect(freed.client).toBeGreaterThan(0)
        expect(freed.server).toBeGreaterThan(0)
        expect(acknowledged === null).toBe(combination.includes('after-post'))
      }
      for (const object of new Set(records.flatMap((record) => (record.kind === 'count' ? [record.object] : [])))) {
        expect(usagesOf(records, object)[0]).toBe(1)
        expect(Math.max(...usagesOf(records, object))).toBe(2)
        expect(usagesOf(records, object).at(-1)).toBe(0)
      }
    })

    test('several requests are under way at a time, and each is answered', async () => {
      const { status, outcome } = await runTrace('requests=7', 'outstanding=3', 'windows=2')
      expect([status, outcome.foreign]).toEqual([0, 0])
      expect(outcome.requests.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7])
      for (const { posted, replied } of outcome.requests) expect(replied).toBeGreaterThan(posted ?? 0)
      const [first, , third, fourth] = outcome.requests
      expect(third?.posted).toBeLessThan(first?.replied ?? 0)
      expect(fourth?.posted).toBeGreaterThan(first?.replied ?? 0)
    })

    test('an answer to a request that was given up is recognised, and its pointer not touched', async () => {
      const late = `--fault=hang:server@6:${patience + 300}`
      const settings = ['requests=3', `timeout=${patience}`, 'unanswered=give-up', late]
      const { status, outcome, records } = await runTrace(...settings)
      expect([status, outcome.name, outcome.foreign]).toEqual([1, 'timeout', 0])
      expect(outcome.text).toContain('1 of 3 requests was not answered')
      const [first, ...others] = outcome.requests
      expect(first?.late).toBeGreaterThan(first?.givenUp ?? Number.POSITIVE_INFINITY)
      expect(first?.replied).toBeNull()
      for (const { replied, givenUp } of others) expect([replied !== null, givenUp]).toEqual([true, undefined])
      const given = records.findIndex((record) => record.kind === 'note' && record.givenUp === 1)
      const answered = records.findIndex(
        (record) =>
          record.kind === 'message' &&
          record.name === 'WM_REPLY' &&
          record.mp2 === '0x00000001' &&
          record.phase === 'received',
      )
      expect(answered).toBeGreaterThan(given)
      const reads = records.filter(
        (record) => record.kind === 'data' && record.participant === 'client' && record.access === 'read',
      )
      expect(reads).toHaveLength(2)
      expect(records.some((record) => record.kind === 'note' && /came late/.test(record.text))).toBe(true)
    })

    test('a result that the manuals leave open says so', async () => {
      const { records } = await runTrace()
      const get = callsOf(records).find((call) => call.name === 'DosGetSharedMem')
      expect(get?.result).toMatchObject({ code: 0, undocumented: expect.stringContaining('whether a Get') })
    })

    test.each([1, 4096, 4097, 65_536, 2_000_000, 67_108_864])('an object of %i bytes', async (size) => {
      const { status, records } = await runTrace('objects=one', `size=${size}`)
      expect(status).toBe(0)
      const allocation = callsOf(records).find((call) => call.name === 'DosAllocSharedMem')
      expect(allocation?.args).toMatchObject({ cb: size })
      const answer = records.findLast((record) => record.kind === 'data' && record.structure?.name === 'REPLY')
      expect(answer).toMatchObject({
        object: allocation?.object,
        length: Math.min(Math.ceil(size / 4096) * 4096, 16_384),
      })
    })

    test('each window of the client is answered itself, in turn', async () => {
      const { records, outcome } = await runTrace('windows=3', 'requests=6')
      expect(outcome.ok).toBe(true)
      const replies = records.flatMap((record) =>
        record.kind === 'message' && record.phase === 'received' && record.name === 'WM_REPLY' ? [record.window] : [],
      )
      expect(new Set(replies).size).toBe(3)
      expect(replies.slice(0, 3)).toEqual(replies.slice(3))
    })

    test.each([
      ['access=get-only', 'DosGetSharedMem', { code: 487, name: 'ERROR_INVALID_ADDRESS' }],
      ['naming=named', 'DosGetNamedSharedMem', { code: 2, name: 'ERROR_FILE_NOT_FOUND' }],
    ])('%s, and freed at once: answered in time, or lost', async (setting, call, refused) => {
      const { outcome, records } = await runTrace(setting, 'free=after-post', `timeout=${patience}`)
      const get = callsOf(records).find((candidate) => candidate.name === call)
      if (outcome.ok) expect(get?.result.code).toBe(0)
      else expect([outcome.name, get?.result]).toEqual(['lost-request', refused])
    })

    test('the trace is in the order of time, and each call names its line of the scenario', async () => {
      const { header, records } = await runTrace()
      const times = records.map(timeOf)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(header.participants.map(({ id }) => id)).toEqual(['client', 'server'])
      const lines = readFileSync(join(root, 'electron/scenarios/request-reply.ts'), 'utf8').split('\n')
      const inBody = [
        'DosAllocSharedMem',
        'DosGiveSharedMem',
        'DosFreeMem',
        'DosGetSharedMem',
        'DosExecPgm',
        'DosWaitChild',
      ]
      for (const call of callsOf(records)) {
        expect(call.source?.file).toBe('electron/scenarios/request-reply.ts')
        if (inBody.includes(call.name)) expect(lines[(call.source?.line ?? 0) - 1]).toContain(call.name)
      }
    })

    test('a Give has mapped the object in the server before it returns: the kernel counts two', async () => {
      const { header, records } = await runTrace()
      const give = callsOf(records).find(({ name }) => name === 'DosGiveSharedMem')
      const server = header.participants.find(({ id }) => id === 'server')?.pid
      expect(give?.args).toMatchObject({ pid: server, flag: 'PAG_READ|PAG_WRITE' })
      const there = give?.kernel.find((call) => call.name === map && call.pid === server)
      expect(there).toMatchObject({ errno: null, result: give?.object })
      expect(there?.end).toBeLessThanOrEqual(give?.end ?? 0)
      const index = records.indexOf(give as TraceRecord)
      const count = records.slice(0, index).findLast((record) => record.kind === 'count')
      expect(count).toMatchObject({ usage: 2, holders: ['client', 'server'], kernel: { name: evidence, value: 2 } })
    })

    test('post, then free at once: the object lives on until the server frees it', async () => {
      // The server comes late, so that the client frees first on every machine.
      const { records, outcome } = await runTrace('free=after-post', '--fault=hang:server@5:300')
      const object = outcome.requests[0]?.object ?? ''
      expect(story(records, 'DosFreeMem').filter((call) => call.endsWith(object))).toEqual([
        `client DosFreeMem ${object}`,
        `server DosFreeMem ${object}`,
      ])
      const { posted, freed, acknowledged } = outcome.requests[0] ?? {}
      expect(freed?.client).toBeGreaterThan(posted ?? Number.POSITIVE_INFINITY)
      expect(acknowledged).toBeNull()
      expect(records.some((record) => record.kind === 'message' && record.name === 'WM_ACK')).toBe(false)
    })

    test('after the receipt: the client frees only when the acknowledgement has come', async () => {
      const { outcome } = await runTrace('free=after-receipt')
      const { allocated, given, posted, received, acknowledged, freed } = outcome.requests[0] ?? {}
      const order = [allocated, given, posted, received, acknowledged, freed?.client]
      expect(order).toEqual([...order].sort((a, b) => (a ?? 0) - (b ?? 0)))
    })

    test('one object: the reply lies where the request lay', async () => {
      const { records, outcome } = await runTrace('objects=one')
      const written = records.flatMap((record) =>
        record.kind === 'data' && record.access === 'write' ? [`${record.structure?.name} ${record.object}`] : [],
      )
      const object = outcome.requests[0]?.object
      expect(written).toEqual([`REQUEST ${object}`, `REPLY ${object}`])
      expect(outcome.requests[0]?.freed.client).toBeGreaterThan(
        outcome.requests[0]?.replied ?? Number.POSITIVE_INFINITY,
      )
    })

    test('the server really looks it up', async () => {
      const iron = answerOf((await runTrace('ask=lookup Fe')).records)
      expect(iron?.rows).toEqual([
        { number: 26, period: 4, group: 8, symbol: 'Fe', mass: 55.845, name: 'Iron', category: 'transition metal' },
      ])
      const gold = answerOf((await runTrace('ask=search gold')).records)
      expect(gold?.rows?.map(({ name }) => name)).toEqual(['Gold'])
      const echo = answerOf((await runTrace('ask=echo Grüße, 世界')).records)
      expect(echo?.fields.find(({ name }) => name === 'text')?.value).toBe('Grüße, 世界')
      const nothing = answerOf((await runTrace('ask=lookup Kryptonite')).records)
      expect(nothing?.fields.find(({ name }) => name === 'status')?.value).toBe(2)
    })

    test('an answer larger than the object comes back cut, with 234 and the size it needs', async () => {
      const answer = answerOf((await runTrace('ask=search ium')).records)
      const field = (name: string) => answer?.fields.find((candidate) => candidate.name === name)?.value
      expect(field('status')).toBe(234)
      expect(field('sizeNeeded')).toBeGreaterThan(4096)
      expect(answer?.rows).toHaveLength((4096 - 32) >> 6)
    })

    test('a hundred requests, one after the other, in fresh objects at the same address', async () => {
      const { outcome, records } = await runTrace('requests=100')
      expect(outcome.requests.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
      expect(callsOf(records).filter(({ name }) => name === 'DosAllocSharedMem')).toHaveLength(200)
      expect(outcome.requests.every(({ freed }) => freed.client !== null && freed.server !== null)).toBe(true)
    })
  })
}
