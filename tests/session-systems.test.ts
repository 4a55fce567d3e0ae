/** A session of the Win32 systems: stepping decides what chance decides otherwise. */
import { expect, test } from 'vitest'
import { halted, screen, session, settle, stepToTheEnd, stepUntil, useSession } from './support/session.ts'

useSession()

const startWelcome = (mode: 'step' | 'free') =>
  session.start({ scenario: 'welcome-text', settings: { namespace: 'Local' }, policy: { mode } })
test('a touch of shared memory halts like a call, changes nothing before it is released, and is told with its line', async () => {
  await startWelcome('step')
  await stepUntil('creator', 'write')
  const line = screen.lineOf('creator')
  expect(line).toBeGreaterThan(0)
  expect([screen.calls().at(-1), screen.touches()]).toEqual(['creator MapViewOfFile', []])
  await settle('creator')
  await screen.until(() => screen.callOf('creator') === '_getwch')
  expect(screen.touches()).toEqual([`creator write ${line}`])
  await session.stop({})
})

test('the second program is started when the first one is about to wait for a key, and a step presses it', async () => {
  await startWelcome('step')
  await screen.until(() => halted('creator'))
  expect(screen.phaseOf('reader')).toBe('starting')
  await stepUntil('creator', '_getwch')
  await screen.until(() => halted('reader'))
  // The person presses the key too early: the object is gone with its creator.
  await stepToTheEnd('creator')
  expect(screen.calls().filter((call) => call.startsWith('reader'))).toEqual([])
  await stepToTheEnd('reader')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.outcome()).toMatchObject({ name: 'api-error', text: expect.stringContaining('ERROR_FILE_NOT_FOUND') })
})

test('a person may let the reader read first, and then press the key', async () => {
  await startWelcome('step')
  await stepUntil('creator', '_getwch')
  await stepToTheEnd('reader')
  await stepToTheEnd('creator')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.outcome()).toMatchObject({ ok: true, text: expect.stringContaining('welcome to IPC') })
})

test('a run of programs without windows is ended wherever it stands, and nobody can ask in it', async () => {
  await startWelcome('step')
  await stepUntil('creator', '_getwch')
  await screen.until(() => halted('reader'))
  await expect(session.ask({ text: 'lookup Fe' })).rejects.toThrow('nothing can be asked')
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ kind: 'outcome' })
})

test('what fails because a person has ended the run is no failure of its program', async () => {
  await startWelcome('step')
  await stepUntil('creator', '_getwch')
  await stepToTheEnd('creator')
  await screen.until(() => halted('reader'))
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ name: 'stopped', text: expect.stringContaining('before it was over') })
})

test.each(['too-early', 'meanwhile', 'too-late'])(
  'a run whose reader comes %s and is ended at its beginning was stopped',
  async (reader) => {
    await session.start({ scenario: 'welcome-text', settings: { reader }, policy: { mode: 'step' } })
    await screen.until(() => halted('creator') || halted('reader'))
    await session.stop({})
    expect(['stopped', 'completed']).toContain(screen.outcome()?.name)
  },
)

test('a run that is let go and halted again at once can still be stepped', async () => {
  await startWelcome('step')
  for (let round = 0; round < 10 && screen.phaseOf('creator') !== 'ended'; round += 1) {
    await screen.until(() => halted('creator') || screen.callOf('creator') === '_getwch')
    if (!halted('creator')) break
    await session.setPolicy({ policy: { mode: 'free' } })
    await session.setPolicy({ policy: { mode: 'step' } })
  }
  await session.stop({})
  expect(screen.outcome()).toBeDefined()
})

const startPeers = (settings: object) =>
  session.start({
    scenario: 'peer-to-peer',
    settings: { version: 'original', ...settings },
    policy: { mode: 'step' },
  })

test('stepping decides who comes first, and lets the second read before anything is there', async () => {
  await startPeers({})
  await stepUntil('peer-2', 'MapViewOfFile')
  await stepUntil('peer-1', 'UnmapViewOfFile')
  expect(screen.prints()).toEqual(['peer-1: Came second:'])
  await stepToTheEnd('peer-1')
  await stepToTheEnd('peer-2')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.prints()).toEqual(['peer-1: Came second:', 'peer-2: Came first: Update'])
  expect(screen.outcome()).toMatchObject({ name: 'wrong-data', text: expect.stringContaining('read “”') })
})

test('stepping in another order leads to a good end without any mend', async () => {
  await startPeers({})
  await stepUntil('peer-1', 'getchar')
  await stepToTheEnd('peer-2')
  await stepToTheEnd('peer-1')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.outcome()).toMatchObject({ ok: true, text: expect.stringContaining('“Update”') })
})

test('the flag of a first peer that dies never comes, and who waits for it gives up', async () => {
  await startPeers({ second: 'half-way', ready: 'on', timeout: 100 })
  await stepUntil('peer-1', 'AfxMessageBox')
  await stepUntil('peer-2', 'Sleep')
  process.kill(screen.pidOf('peer-1'), 'SIGKILL')
  await screen.until(() => screen.phaseOf('peer-1') === 'ended')
  await stepToTheEnd('peer-2')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.calls().filter((call) => call === 'peer-2 Sleep')).toHaveLength(5)
  expect(screen.prints()).toEqual([])
  expect(screen.outcome()).toMatchObject({ name: 'crash', text: expect.stringContaining('Peer-1') })
})

test('a client that asks keeps the others waiting for the mutex, and stepping leads to each one’s reply', async () => {
  const settings = { clients: 2, requests: 1, timeout: 60_000 }
  await session.start({ scenario: 'one-server-many-clients', settings, policy: { mode: 'step' } })
  await stepUntil('server', 'WaitForMultipleObjects')
  await settle('server')
  await stepUntil('client-1', 'SetEvent')
  await stepUntil('client-2', 'WaitForSingleObject')
  await settle('client-2')
  await screen.until(() => screen.phaseOf('client-2') === 'blocked')
  await settle('client-1')
  // The kernel wakes the server, which halts before its next call.
  await screen.until(() => halted('server'))
  await stepUntil('server', 'SetEvent')
  await stepUntil('client-1', 'WaitForSingleObject')
  expect(screen.phaseOf('client-2')).toBe('blocked')
  await session.setPolicy({ policy: { mode: 'free' } })
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.prints()).toEqual(
    expect.arrayContaining([1, 2].map((client) => `client-${client}: reply to client-${client}, request 1`)),
  )
  expect(screen.outcome()).toMatchObject({
    ok: true,
    text: expect.stringContaining('The server answered 2 requests'),
  })
})

test('a run with clients that wait, for the mutex and for a reply, is ended by a person wherever it stands', async () => {
  const settings = { clients: 3, requests: 2, work: 30_000, timeout: 60_000 }
  await session.start({ scenario: 'one-server-many-clients', settings, policy: { mode: 'free' } })
  await screen.until(() => screen.phaseOf('server') === 'blocked' && screen.callOf('server') === 'Sleep')
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ name: 'stopped' })
})
