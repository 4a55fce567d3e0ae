/** Event and mutex semaphores against their documented return codes, in one process and between two. */
import assert from 'node:assert/strict'
import * as errors from '../os2/errors.ts'
import { DC_SEM_SHARED, DCE_AUTORESET } from '../os2/flags.ts'
import { handleName, lockName } from '../os2/open-semaphores.ts'
import { readSemaphore, writeSemaphore } from '../os2/semaphore-record.ts'
import { out } from '../out.ts'
import { type ProcessId, processId } from '../units.ts'
import { value } from './fixture.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test } from './os2-fixture.ts'

const { NO_ERROR, ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER, ERROR_INVALID_NAME, ERROR_DUPLICATE_NAME } = errors
const { ERROR_SEM_NOT_FOUND, ERROR_TOO_MANY_OPENS, ERROR_TOO_MANY_POSTS, ERROR_ALREADY_POSTED } = errors
const { ERROR_ALREADY_RESET, ERROR_TIMEOUT, ERROR_INTERRUPT, ERROR_NOT_OWNER, ERROR_SEM_BUSY } = errors
const { ERROR_SEM_OWNER_DIED, ERROR_TOO_MANY_SEM_REQUESTS } = errors
const UNKNOWN = 0x4000_0000
const MOST = 0xffff
/** Longer than any wait that is to end by itself, in milliseconds. */
const WAIT = 20_000
const own = (text: string) => `\\SEM32\\${process.pid}\\${text}`

/** The handle of a new event; a shared one without a name, unless it is said otherwise. */
function event({ os2 }: Os2Fixture, posted = false, name: string | null = null, attributes = DC_SEM_SHARED) {
  const hev = out(0)
  assert.equal(os2.DosCreateEventSem(name, hev, attributes, posted), NO_ERROR)
  return hev.value
}
function mutex({ os2 }: Os2Fixture, owned = false, name: string | null = null, attributes = DC_SEM_SHARED) {
  const hmtx = out(0)
  assert.equal(os2.DosCreateMutexSem(name, hmtx, attributes, owned), NO_ERROR)
  return hmtx.value
}

/** As if it had been posted so often: so many posts take many seconds. */
function setPosts({ native: { names, sections } }: Os2Fixture, hev: number, posts: number) {
  const held = value(names.open(handleName(hev)))
  writeSemaphore(sections, held, { ...readSemaphore(sections, held), posts })
  names.close(held)
}

type Case = [what: string, call: (fixture: Os2Fixture) => number, code: number]

const eventCases: Record<string, Case[]> = {
  DosCreateEventSem: [
    ['without a name', ({ os2 }) => os2.DosCreateEventSem(null, out(0), 0, false), NO_ERROR],
    ['with a name', ({ os2 }) => os2.DosCreateEventSem(own('A.SEM'), out(0), 0, true), NO_ERROR],
    [
      'with a name of another kind',
      ({ os2 }) => os2.DosCreateEventSem('\\SHAREMEM\\A', out(0), 0, false),
      ERROR_INVALID_NAME,
    ],
    [
      'with an unknown flag',
      ({ os2 }) => os2.DosCreateEventSem(null, out(0), UNKNOWN, false),
      ERROR_INVALID_PARAMETER,
    ],
    [
      'with a name in use',
      (f) => event(f, false, own('B')) && f.os2.DosCreateEventSem(own('b'), out(0), 0, false),
      ERROR_DUPLICATE_NAME,
    ],
    [
      'with a mutex’s name',
      (f) => mutex(f, true, own('C')) && f.os2.DosCreateEventSem(own('C'), out(0), 0, false),
      ERROR_DUPLICATE_NAME,
    ],
  ],
  DosOpenEventSem: [
    ['by its name', (f) => event(f, false, own('D')) && f.os2.DosOpenEventSem(own('D'), out(0)), NO_ERROR],
    ['by its handle', (f) => f.os2.DosOpenEventSem(null, out(event(f))), NO_ERROR],
    ['by name and handle', (f) => f.os2.DosOpenEventSem(own('E'), out(event(f))), ERROR_INVALID_PARAMETER],
    ['by no name', ({ os2 }) => os2.DosOpenEventSem('SEM', out(0)), ERROR_INVALID_NAME],
    ['by a name that nobody has', ({ os2 }) => os2.DosOpenEventSem(own('F'), out(0)), ERROR_SEM_NOT_FOUND],
    ['by a handle that is none', ({ os2 }) => os2.DosOpenEventSem(null, out(7)), ERROR_INVALID_HANDLE],
    ['by a mutex’s handle', (f) => f.os2.DosOpenEventSem(null, out(mutex(f))), ERROR_INVALID_HANDLE],
    [
      'once too often',
      (f) => {
        const hev = out(event(f))
        for (let opens = 1; opens < MOST; opens += 1) assert.equal(f.os2.DosOpenEventSem(null, hev), NO_ERROR)
        return f.os2.DosOpenEventSem(null, hev)
      },
      ERROR_TOO_MANY_OPENS,
    ],
  ],
  DosPostEventSem: [
    ['of one that is reset', (f) => f.os2.DosPostEventSem(event(f)), NO_ERROR],
    ['of one that is posted', (f) => f.os2.DosPostEventSem(event(f, true)), ERROR_ALREADY_POSTED],
    ['of none', ({ os2 }) => os2.DosPostEventSem(0), ERROR_INVALID_HANDLE],
    ['of a mutex', (f) => f.os2.DosPostEventSem(mutex(f)), ERROR_INVALID_HANDLE],
    [
      'once too often',
      (f) => {
        const hev = event(f, true)
        setPosts(f, hev, MOST - 1)
        assert.equal(f.os2.DosPostEventSem(hev), ERROR_ALREADY_POSTED)
        return f.os2.DosPostEventSem(hev)
      },
      ERROR_TOO_MANY_POSTS,
    ],
  ],
  DosWaitEventSem: [
    ['for one that is posted', (f) => f.os2.DosWaitEventSem(event(f, true), -1), NO_ERROR],
    ['for one that is not, at once', (f) => f.os2.DosWaitEventSem(event(f), 0), ERROR_TIMEOUT],
    ['for one that is not, for a while', (f) => f.os2.DosWaitEventSem(event(f), 30), ERROR_TIMEOUT],
    ['for none', ({ os2 }) => os2.DosWaitEventSem(1, -1), ERROR_INVALID_HANDLE],
    [
      'for one that was closed',
      (f) => {
        const hev = event(f)
        assert.equal(f.os2.DosCloseEventSem(hev), NO_ERROR)
        return f.os2.DosWaitEventSem(hev, -1)
      },
      ERROR_INVALID_HANDLE,
    ],
  ],
  DosResetEventSem: [
    ['of one that is posted', (f) => f.os2.DosResetEventSem(event(f, true), out(0)), NO_ERROR],
    ['of one that is reset', (f) => f.os2.DosResetEventSem(event(f), out(0)), ERROR_ALREADY_RESET],
    ['of none', ({ os2 }) => os2.DosResetEventSem(1, out(0)), ERROR_INVALID_HANDLE],
  ],
  DosQueryEventSem: [
    ['of one', (f) => f.os2.DosQueryEventSem(event(f), out(0)), NO_ERROR],
    ['of none', ({ os2 }) => os2.DosQueryEventSem(1, out(0)), ERROR_INVALID_HANDLE],
  ],
  DosCloseEventSem: [
    ['of one', (f) => f.os2.DosCloseEventSem(event(f)), NO_ERROR],
    ['of none', ({ os2 }) => os2.DosCloseEventSem(1), ERROR_INVALID_HANDLE],
  ],
}

const mutexCases: Record<string, Case[]> = {
  DosCreateMutexSem: [
    ['without a name', ({ os2 }) => os2.DosCreateMutexSem(null, out(0), 0, false), NO_ERROR],
    ['with a name of another kind', ({ os2 }) => os2.DosCreateMutexSem('A', out(0), 0, false), ERROR_INVALID_NAME],
    [
      'with an event’s flag',
      ({ os2 }) => os2.DosCreateMutexSem(null, out(0), DCE_AUTORESET, false),
      ERROR_INVALID_PARAMETER,
    ],
    [
      'with a name in use',
      (f) => mutex(f, true, own('G')) && f.os2.DosCreateMutexSem(own('G'), out(0), 0, true),
      ERROR_DUPLICATE_NAME,
    ],
  ],
  DosOpenMutexSem: [
    ['by its name', (f) => mutex(f, false, own('H')) && f.os2.DosOpenMutexSem(own('H'), out(0)), NO_ERROR],
    ['by a name that nobody has', ({ os2 }) => os2.DosOpenMutexSem(own('I'), out(0)), ERROR_SEM_NOT_FOUND],
    ['by no name', ({ os2 }) => os2.DosOpenMutexSem('', out(0)), ERROR_INVALID_NAME],
    ['by name and handle', (f) => f.os2.DosOpenMutexSem(own('J'), out(mutex(f))), ERROR_INVALID_PARAMETER],
    ['by an event’s handle', (f) => f.os2.DosOpenMutexSem(null, out(event(f))), ERROR_INVALID_HANDLE],
    [
      'once too often',
      (f) => {
        const hmtx = out(mutex(f))
        for (let opens = 1; opens < MOST; opens += 1) assert.equal(f.os2.DosOpenMutexSem(null, hmtx), NO_ERROR)
        return f.os2.DosOpenMutexSem(null, hmtx)
      },
      ERROR_TOO_MANY_OPENS,
    ],
  ],
  DosRequestMutexSem: [
    ['of a free one', (f) => f.os2.DosRequestMutexSem(mutex(f), 0), NO_ERROR],
    ['of an own one', (f) => f.os2.DosRequestMutexSem(mutex(f, true), 0), NO_ERROR],
    ['of none', ({ os2 }) => os2.DosRequestMutexSem(0, 0), ERROR_INVALID_HANDLE],
    [
      'once too often',
      (f) => {
        const hmtx = mutex(f, true)
        for (let requests = 1; requests < MOST; requests += 1) f.os2.DosRequestMutexSem(hmtx, 0)
        return f.os2.DosRequestMutexSem(hmtx, 0)
      },
      ERROR_TOO_MANY_SEM_REQUESTS,
    ],
  ],
  DosReleaseMutexSem: [
    ['of an own one', (f) => f.os2.DosReleaseMutexSem(mutex(f, true)), NO_ERROR],
    ['of a free one', (f) => f.os2.DosReleaseMutexSem(mutex(f)), ERROR_NOT_OWNER],
    ['of none', ({ os2 }) => os2.DosReleaseMutexSem(0), ERROR_INVALID_HANDLE],
  ],
  DosQueryMutexSem: [
    ['of none', ({ os2 }) => os2.DosQueryMutexSem(0, out(processId(0)), out(0), out(0)), ERROR_INVALID_HANDLE],
  ],
  DosCloseMutexSem: [
    ['of a free one', (f) => f.os2.DosCloseMutexSem(mutex(f)), NO_ERROR],
    ['of an own one', (f) => f.os2.DosCloseMutexSem(mutex(f, true)), ERROR_SEM_BUSY],
    ['of none', ({ os2 }) => os2.DosCloseMutexSem(0), ERROR_INVALID_HANDLE],
  ],
}

export function describeOs2Semaphores(harness: Harness) {
  for (const [name, cases] of Object.entries({ ...eventCases, ...mutexCases })) {
    for (const [what, call, code] of cases) {
      os2Test(harness, `${name} ${what}: ${errors.errorName(code)}`, (fixture) => {
        assert.equal(call(fixture), code)
      })
    }
  }
  describeEvents(harness)
  describeMutexes(harness)
}

function describeEvents(harness: Harness) {
  os2Test(harness, 'an event counts its posts, and the reset tells how many there were', (fixture) => {
    const { os2 } = fixture
    const [hev, posts] = [event(fixture), out(0)]
    assert.deepEqual([os2.DosPostEventSem(hev), os2.DosPostEventSem(hev)], [NO_ERROR, ERROR_ALREADY_POSTED])
    assert.equal(os2.DosQueryEventSem(hev, posts), NO_ERROR)
    assert.equal(posts.value, 2)
    assert.deepEqual([os2.DosWaitEventSem(hev, 0), os2.DosWaitEventSem(hev, 0)], [NO_ERROR, NO_ERROR])
    assert.equal(os2.DosResetEventSem(hev, posts), NO_ERROR)
    assert.equal(posts.value, 2)
    assert.equal(os2.DosWaitEventSem(hev, 0), ERROR_TIMEOUT)
  })
  os2Test(harness, 'an auto-reset event is reset by the first wait', (fixture) => {
    const { os2 } = fixture
    const hev = event(fixture, true, null, DCE_AUTORESET)
    os2.DosPostEventSem(hev)
    const posts = out(7)
    assert.equal(os2.DosQueryEventSem(hev, posts), NO_ERROR)
    assert.equal(posts.value, 2)
    assert.deepEqual([os2.DosWaitEventSem(hev, 0), os2.DosWaitEventSem(hev, 0)], [NO_ERROR, ERROR_TIMEOUT])
    assert.equal(os2.DosQueryEventSem(hev, posts), NO_ERROR)
    assert.equal(posts.value, 0)
    assert.equal(os2.DosResetEventSem(hev, posts), ERROR_ALREADY_RESET)
    assert.equal(posts.value, 0)
    assert.equal(os2.DosPostEventSem(hev), NO_ERROR)
    assert.equal(os2.DosResetEventSem(hev, posts), NO_ERROR)
    assert.equal(posts.value, 1)
  })
  os2Test(harness, 'each post of an auto-reset event wakes one of those who wait', async (fixture) => {
    const { os2, partner } = fixture
    const others = [await partner(), await partner()]
    const hev = event(fixture, false, null, DC_SEM_SHARED | DCE_AUTORESET)
    const waits = []
    for (const other of others) {
      assert.equal((await other.os2('DosOpenEventSem', [null, { value: hev }])).returned, NO_ERROR)
      waits.push(other.os2('DosWaitEventSem', [hev, WAIT]))
    }
    // Longer than both take to wait in the kernel, also on a busy machine.
    await new Promise((resolve) => setTimeout(resolve, 1000))
    assert.deepEqual([os2.DosPostEventSem(hev), os2.DosPostEventSem(hev)], [NO_ERROR, NO_ERROR])
    assert.deepEqual(
      (await Promise.all(waits)).map(({ returned }) => returned),
      [NO_ERROR, NO_ERROR],
    )
  })
  os2Test(
    harness,
    'a wait ends with ERROR_INTERRUPT when its process is about to end',
    (fixture) => {
      assert.equal(fixture.os2.DosWaitEventSem(event(fixture), -1), ERROR_INTERRUPT)
      assert.equal(fixture.os2.DosRequestMutexSem(mutex(fixture), -1), NO_ERROR)
    },
    { interrupted: () => true },
  )
  os2Test(
    harness,
    'who stops in the middle of a post keeps nobody from ending',
    async (fixture) => {
      const other = await fixture.partner()
      const hev = event(fixture)
      const lock = value(await other.sync('mutexes', 'open', [lockName(hev)]))
      assert.equal(value(await other.acquire(lock, 0)), 'done')
      assert.equal(fixture.os2.DosPostEventSem(hev), ERROR_INTERRUPT)
      assert.equal(fixture.os2.DosResetEventSem(hev, out(0)), ERROR_INTERRUPT)
      await other.kill()
    },
    { interrupted: () => true },
  )
  os2Test(
    harness,
    'an event is posted from one process to another, and lives until both have closed it',
    async (fixture) => {
      const { os2, partner } = fixture
      const other = await partner()
      const hev = event(fixture, false, own('SHARED'))
      const { returned, args } = await other.os2('DosOpenEventSem', [own('SHARED'), { value: 0 }])
      assert.deepEqual([returned, args[1]], [NO_ERROR, { value: hev }])
      assert.equal((await other.os2('DosPostEventSem', [hev])).returned, NO_ERROR)
      assert.equal(os2.DosWaitEventSem(hev, -1), NO_ERROR)
      assert.equal(os2.DosCloseEventSem(hev), NO_ERROR)
      assert.equal(os2.DosOpenEventSem(own('SHARED'), out(0)), NO_ERROR)
      assert.equal(os2.DosCloseEventSem(hev), NO_ERROR)
      assert.equal((await other.os2('DosCloseEventSem', [hev])).returned, NO_ERROR)
      assert.equal(os2.DosOpenEventSem(own('SHARED'), out(0)), ERROR_SEM_NOT_FOUND)
    },
  )
  os2Test(harness, 'a private event is its process’s own', async (fixture) => {
    const other = await fixture.partner()
    const hev = event(fixture, false, null, 0)
    assert.equal((await other.os2('DosOpenEventSem', [null, { value: hev }])).returned, ERROR_INVALID_HANDLE)
    assert.equal((await other.os2('DosPostEventSem', [hev])).returned, ERROR_INVALID_HANDLE)
  })
}

function describeMutexes(harness: Harness) {
  const query = ({ os2 }: Os2Fixture, hmtx: number) => {
    const [pid, tid, count] = [out<ProcessId>(processId(0)), out(0), out(0)]
    const code = os2.DosQueryMutexSem(hmtx, pid, tid, count)
    return { code, pid: pid.value, tid: tid.value, count: count.value }
  }
  os2Test(harness, 'DosQueryMutexSem tells who owns it, and how often', (fixture) => {
    const { os2, native } = fixture
    const hmtx = mutex(fixture)
    assert.deepEqual(query(fixture, hmtx), { code: NO_ERROR, pid: 0, tid: 0, count: 0 })
    for (let time = 0; time < 2; time += 1) assert.equal(os2.DosRequestMutexSem(hmtx, 0), NO_ERROR)
    assert.deepEqual(query(fixture, hmtx), { code: NO_ERROR, pid: native.processes.self, tid: 1, count: 2 })
    for (let time = 0; time < 2; time += 1) assert.equal(os2.DosReleaseMutexSem(hmtx), NO_ERROR)
    assert.deepEqual(query(fixture, hmtx), { code: NO_ERROR, pid: 0, tid: 0, count: 0 })
  })
  os2Test(harness, 'what another process owns is waited for, and not released', async (fixture) => {
    const { os2, partner } = fixture
    const other = await partner()
    const hmtx = mutex(fixture)
    assert.equal((await other.os2('DosOpenMutexSem', [null, { value: hmtx }])).returned, NO_ERROR)
    assert.equal((await other.os2('DosRequestMutexSem', [hmtx, -1])).returned, NO_ERROR)
    assert.equal(os2.DosRequestMutexSem(hmtx, 30), ERROR_TIMEOUT)
    assert.equal(os2.DosReleaseMutexSem(hmtx), ERROR_NOT_OWNER)
    assert.equal(query(fixture, hmtx).pid, other.pid)
    assert.equal((await other.os2('DosReleaseMutexSem', [hmtx])).returned, NO_ERROR)
    assert.equal(os2.DosRequestMutexSem(hmtx, -1), NO_ERROR)
  })
  os2Test(harness, 'a mutex whose owner has died is nobody’s any more: 105, and who it was', async (fixture) => {
    const { os2, partner } = fixture
    const [dying, other] = [await partner(), await partner()]
    const hmtx = mutex(fixture, false, own('DIES'))
    assert.equal((await dying.os2('DosOpenMutexSem', [own('DIES'), { value: 0 }])).returned, NO_ERROR)
    assert.equal((await dying.os2('DosRequestMutexSem', [hmtx, 0])).returned, NO_ERROR)
    await dying.kill()
    for (let time = 0; time < 2; time += 1) assert.equal(os2.DosRequestMutexSem(hmtx, -1), ERROR_SEM_OWNER_DIED)
    assert.deepEqual(query(fixture, hmtx), { code: ERROR_SEM_OWNER_DIED, pid: dying.pid, tid: 1, count: 1 })
    const opened = await other.os2('DosOpenMutexSem', [own('DIES'), { value: 0 }])
    assert.deepEqual([opened.returned, opened.args[1]], [ERROR_SEM_OWNER_DIED, { value: hmtx }])
    assert.equal((await other.os2('DosCloseMutexSem', [hmtx])).returned, NO_ERROR)
    assert.equal(os2.DosCloseMutexSem(hmtx), NO_ERROR)
    // Its name is free for a new one.
    assert.ok(mutex(fixture, false, own('DIES')))
  })
}
