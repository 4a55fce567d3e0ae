/** Programs of others: how they are chosen, what is refused, and whom the cast consists of. */
import { expect, test } from 'vitest'
import type { Settings } from '../contract/settings.ts'
import { castWith, parseExternal, settingsWith } from './external.ts'
import { findScenario, resolveSettings } from './resolve-settings.ts'
import { MissingError, UsageError } from './usage-error.ts'

/** As `--external` and `--set` would choose them, on Windows. */
function chosen(id: string, external: string[], set: Settings = {}) {
  const scenario = findScenario(id)
  const parsed = external.map(parseExternal)
  const settings = settingsWith(scenario, resolveSettings(scenario, set), parsed, 'win32')
  return { settings, cast: castWith(scenario, settings, parsed) }
}
const memberOf = (id: string, external: string[], member: string, set: Settings = {}) =>
  chosen(id, external, set).cast.find((each) => each.id === member)

test('a participant, and what starts it', () => {
  expect(parseExternal('child')).toEqual({ participant: 'child', commandLine: null })
  expect(parseExternal('child="C:\\a b.exe" --x=1')).toEqual({
    participant: 'child',
    commandLine: '"C:\\a b.exe" --x=1',
  })
  expect(() => parseExternal('child=')).toThrow(UsageError)
})

test('on Linux all of it is refused in one sentence', () => {
  const scenario = findScenario('parent-and-child')
  const settings = resolveSettings(scenario, {})
  expect(() => settingsWith(scenario, settings, [parseExternal('nobody')], 'sysv')).toThrow(MissingError)
  expect(settingsWith(scenario, settings, [], 'sysv')).toBe(settings)
})

test.each<[string, string[], Settings, RegExp]>([
  ['parent-and-child', ['server'], {}, /no participant ‘server’ .* Allowed is parent or child\./],
  ['peer-to-peer', ['opener'], {}, /Allowed is peer-1 or peer-2/],
  ['peer-to-peer', ['peer-1'], { mode: 'creator' }, /Allowed is creator or opener/],
  ['one-server-many-clients', ['client-3'], {}, /Allowed is server, client, client-1 or client-2/],
  ['request-reply', ['server'], {}, /Allowed is --external server=command line/],
  ['request-reply', ['server=x'], { naming: 'named', access: 'get-only' }, /Allowed is anonymous/],
  ['parent-and-child', ['child', 'child=x'], {}, /twice/],
  ['parent-and-child', ['child', 'parent'], {}, /Leave one out/],
  ['one-server-many-clients', ['server', 'client'], {}, /Leave one out/],
  ['welcome-text', ['reader'], { reader: 'too-late' }, /Allowed is meanwhile/],
  ['peer-to-peer', ['opener'], { mode: 'creator', second: 'too-early' }, /Allowed is at-once or afterwards/],
  ['one-server-many-clients', ['client'], { servers: 'gone' }, /Allowed is one/],
  ['parent-and-child', ['child=x\0y'], {}, /command line of child has a zero/],
  ['one-server-many-clients', ['client', 'client-1=x'], {}, /client-1 does not go with the others/],
])('%s with %o and %o is refused', (id, external, set, why) => {
  expect(() => chosen(id, external, set)).toThrow(why)
})

test('a program without a name is refused', () => {
  const scenario = findScenario('parent-and-child')
  const nameless = [{ participant: 'child', commandLine: ' ' }]
  expect(() => settingsWith(scenario, resolveSettings(scenario, {}), nameless, 'win32')).toThrow(/whole path/)
})

test('whom a program of somebody else’s would have started waits for what it makes', () => {
  const child = memberOf('parent-and-child', ['parent=x'], 'child')
  expect(child).toMatchObject({ startedBy: null, awaits: 'Local\\sharedmemory', leads: true })
  const reader = memberOf('welcome-text', ['creator'], 'reader', { namespace: 'Local' })
  expect(reader).toMatchObject({ awaits: 'Local\\www.cpp-blog.com' })
  expect(reader?.startsWhen).toBeUndefined()
  expect(memberOf('one-server-many-clients', ['server'], 'client-2')?.awaits).toBe('ApplicationSpecificSharedMem')
})

test('a parent whose child somebody else starts waits until that has come and gone', () => {
  const ended = [{ of: ['child'], are: 'ended' }]
  expect(memberOf('parent-and-child', ['child'], 'parent')?.keysWhen).toEqual(ended)
  expect(memberOf('parent-and-child', ['child=x'], 'parent')?.keysWhen).toBeUndefined()
})

test('a client of somebody else’s is started once the server has a window, and tells its own in each request', () => {
  const { settings, cast } = chosen('request-reply', ['client=x'])
  expect(settings.window).toBe('request')
  const [client, server] = cast
  expect(client).toMatchObject({ windowOf: 'server', startsWhen: { of: ['server'] }, external: { commandLine: 'x' } })
  expect(server).toMatchObject({ startedBy: null, leads: true })
  expect(server?.awaits).toBeUndefined()
})

test('the opener that somebody else starts is not the creator’s to start', () => {
  const mode = { mode: 'creator' }
  expect(chosen('peer-to-peer', ['opener'], mode).settings.second).toBe('afterwards')
  expect(chosen('peer-to-peer', ['opener=x'], mode).settings.second).toBe('at-once')
})

test('a server with clients that nobody here starts ends after all answers', () => {
  const server = (external: string[], set: Settings) =>
    memberOf('one-server-many-clients', external, 'server', set)?.argv
  expect(server(['client'], { clients: 8, requests: 5 })).toEqual(['5'])
  expect(server(['client-1'], { clients: 2, requests: 5 })).toEqual(['10'])
  expect(server(['client-1=x'], { clients: 2, requests: 5 })).toBeUndefined()
})
