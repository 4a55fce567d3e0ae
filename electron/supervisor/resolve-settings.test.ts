import { expect, test } from 'vitest'
import { findScenario, resolveSettings } from './resolve-settings.ts'
import { UsageError } from './usage-error.ts'

const scenario = findScenario('request-reply')

test('what is not chosen takes its default', () => {
  expect(resolveSettings(scenario, {})).toEqual({
    objects: 'two',
    free: 'after-receipt',
    access: 'give+get',
    naming: 'anonymous',
    window: 'command-line',
    windows: 1,
    size: 4096,
    ask: 'lookup Fe',
    requests: 1,
    outstanding: 1,
    unanswered: 'end',
    trap: 'checked',
    timeout: 5000,
  })
})

test('numbers may come as text, as a command line gives them', () => {
  expect(resolveSettings(scenario, { requests: '25' })).toMatchObject({ requests: 25 })
})

test('one object implies that it is freed after the reply, unless something else was chosen', () => {
  expect(resolveSettings(scenario, { objects: 'one' })).toMatchObject({ free: 'after-reply' })
})

test('several windows imply that each request names its own', () => {
  expect(resolveSettings(scenario, { windows: '3' })).toMatchObject({ windows: 3, window: 'request' })
})

test.each([
  [{ colour: 'red' }, ['colour', 'objects', 'requests']],
  [JSON.parse('{"__proto__":1}'), ['no setting ‘__proto__’', 'objects', 'requests']],
  [{ ['k'.repeat(5000)]: 1 }, [`no setting ‘${'k'.repeat(60)}…’. It has: objects`]],
  [{ constructor: 1 }, ['no setting ‘constructor’', 'objects', 'requests']],
  [{ objects: 'three' }, ['objects=three', 'one', 'two']],
  [{ requests: '0' }, ['requests=0', '1 to 10000']],
  [{ requests: '1.5' }, ['requests=1.5', 'whole number']],
  [{ requests: 'many' }, ['requests=many', 'whole number']],
  [{ requests: '\x1b[31m5\x07' }, ['requests=‘�[31m5�’ is not allowed', 'whole number']],
  [{ requests: true }, ['requests=true', 'whole number']],
  [{ ask: 'x'.repeat(1001) }, ['ask', '1000 characters']],
  [{ ask: 'explode Fe' }, ['explode', 'lookup', 'search', 'echo']],
  [{ naming: 'named', access: 'give+get' }, ['access=give+get', 'naming=named', 'access=get-only']],
  [{ windows: 2, window: 'command-line' }, ['windows=2', 'window=request']],
  [{ size: 0 }, ['size=0', '1 to 67108864']],
  [{ objects: 'one', free: 'after-post' }, ['free=after-post', 'objects=one', 'after-reply']],
])('%j is refused with a sentence that names it and what is allowed', (chosen, named) => {
  const resolving = () => resolveSettings(scenario, chosen)
  expect(resolving).toThrow(UsageError)
  for (const part of named) expect(resolving).toThrow(part)
})

test('an unknown scenario is refused with the list of those there are', () => {
  expect(() => findScenario('reply-request')).toThrow(/reply-request.*request-reply/)
})
