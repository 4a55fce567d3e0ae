import { expect, test } from 'vitest'
import { createFakeSession } from './fake-session.ts'
import { createServiceEntry } from './service-entry.ts'

function createEntry() {
  const session = createFakeSession()
  const reported: unknown[] = []
  return { session, reported, entry: createServiceEntry(session, (error) => reported.push(error)) }
}

const start = { scenario: 'request-reply', settings: { objects: 'two' }, policy: { mode: 'step' } }

test('a good request reaches the service with its checked parameters only', async () => {
  const { entry, session } = createEntry()
  expect(await entry({ id: 7, method: 'start', params: { ...start, further: 1 } })).toEqual({ id: 7, result: {} })
  expect(session.calls).toEqual([{ method: 'start', params: start }])
})

test.each([
  [
    'an unknown method',
    { id: 1, method: 'eject', params: {} },
    'There is no method ‘eject’. There is: hello, start, check, step, setPolicy, ask, stop.',
  ],
  [
    'a method of every object',
    { id: 1, method: 'constructor', params: {} },
    'There is no method ‘constructor’. There is: hello, start, check, step, setPolicy, ask, stop.',
  ],
  ['no parameters', { id: 1, method: 'ask' }, 'The request: params must be given, but is missing.'],
  ['a missing parameter', { id: 1, method: 'ask', params: {} }, 'ask: text must be a text, but is missing.'],
  ['a wrong kind', { id: 1, method: 'ask', params: { text: 5 } }, 'ask: text must be a text, but is 5.'],
  [
    'too long a text',
    { id: 1, method: 'ask', params: { text: 'a'.repeat(1001) } },
    'ask: text must have at most 1000 characters, but has 1001.',
  ],
  [
    'a setting that a record would leave out',
    { id: 1, method: 'check', params: { scenario: 'request-reply', settings: JSON.parse('{"__proto__":1}') } },
    'check: settings has no place for ‘__proto__’.',
  ],
  [
    'an unknown alternative',
    { id: 1, method: 'setPolicy', params: { policy: { mode: 'fast' } } },
    'setPolicy: policy.mode must be ‘free’, ‘paced’ or ‘step’, but is ‘fast’.',
  ],
  [
    'too small a number',
    { id: 1, method: 'setPolicy', params: { policy: { mode: 'paced', interval: 5 } } },
    'setPolicy: policy.interval must be at least 10, but is 5.',
  ],
  [
    'too big a number',
    { id: 1, method: 'setPolicy', params: { policy: { mode: 'paced', interval: 1e9 } } },
    'setPolicy: policy.interval must be at most 10000, but is 1000000000.',
  ],
  [
    'a value of no allowed kind',
    { id: 1, method: 'start', params: { ...start, settings: { ask: {} } } },
    'start: settings.ask must be a text, a number or true or false, but is an object.',
  ],
  ['no method', { id: 1, params: {} }, 'The request: method must be a text, but is missing.'],
])('%s is refused with what is allowed', async (_what, request, error) => {
  const { entry, session, reported } = createEntry()
  expect(await entry(request)).toEqual({ id: 1, error })
  expect(session.calls).toEqual([])
  expect(reported).toEqual([])
})

test.each([
  ['nothing', undefined, 'The request must be an object, but is missing.'],
  ['a text', 'hello', 'The request must be an object, but is ‘hello’.'],
  ['a list', [1], 'The request must be an object, but is a list.'],
  ['no id', { method: 'hello', params: {} }, 'The request: id must be a number, but is missing.'],
  [
    'an id that is no number',
    { id: Number.NaN, method: 'hello', params: {} },
    'The request: id must be a number, but is NaN.',
  ],
])('%s is answered under the id that no screen uses', async (_what, request, error) => {
  expect(await createEntry().entry(request)).toEqual({ id: -1, error })
})

test('a long value is cut where the sentence quotes it', async () => {
  const reply = await createEntry().entry({ id: 1, method: 'm'.repeat(5000), params: {} })
  expect(JSON.stringify(reply).length).toBeLessThan(250)
})

test('a refusal by the service itself is passed on', async () => {
  const { entry, reported } = createEntry()
  expect(await entry({ id: 2, method: 'step', params: {} })).toEqual({
    id: 2,
    error: 'No run is live. Start one first.',
  })
  expect(reported).toEqual([])
})

test('a programming error goes to the console, and only an apology to the screen', async () => {
  const { entry, reported } = createEntry()
  const error = 'That did not work, because of an error in Sharemem itself. Its console says more.'
  expect(await entry({ id: 3, method: 'stop', params: {} })).toEqual({ id: 3, error })
  expect(reported).toEqual([new TypeError('internal detail')])
})
