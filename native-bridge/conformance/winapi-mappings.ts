/** File mappings and views, as Windows answers. */
import assert from 'node:assert/strict'
import { handle } from '../kernel-objects.ts'
import { Trap } from '../touch/trap.ts'
import * as errors from '../winapi/errors.ts'
import * as flags from '../winapi/flags.ts'
import type { Harness } from './harness.ts'
import { refusedWith, type WinApiFixture, winApiOf, winApiTest } from './winapi-fixture.ts'

const { INVALID_HANDLE_VALUE, PAGE_READONLY, PAGE_READWRITE, PAGE_NOACCESS, SEC_COMMIT, SEC_RESERVE } = flags
const { FILE_MAP_ALL_ACCESS, FILE_MAP_READ, FILE_MAP_WRITE } = flags
const { ERROR_INVALID_PARAMETER, ERROR_ACCESS_DENIED, ERROR_MAPPED_ALIGNMENT, ERROR_INVALID_ADDRESS } = errors
const SLOT = 0x1_0000
const PAGE = 0x1000

export function describeWinApiMappings(harness: Harness) {
  describeSharing(harness)
  describeLifetime(harness)
  describeCreation(harness)
  describeViews(harness)
  describeBytes(harness)
}

function describeSharing(harness: Harness) {
  winApiTest(harness, 'what one process writes the other reads by the name alone', async (fixture) => {
    const { win, text, createMapping, own, partner } = fixture
    const name = `Local\\${own('sharedmemory')}`
    const mapping = createMapping(name, 1024)
    const view = win.MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0)
    text.writeNarrow(view, 0, 'Data from first process')
    const other = await partner()
    const there = winApiOf(other)
    const opened = await there.handle('OpenFileMapping', FILE_MAP_ALL_ACCESS, false, name)
    const its = await there.handle('MapViewOfFile', opened, FILE_MAP_ALL_ACCESS, 0, 0, 0)
    const bytes = await other.touchView('read', its, 0, Array(24).fill(0))
    assert.equal(Buffer.from(bytes as number[]).toString(), 'Data from first process\0')
    await other.touchView('write', its, 0, [...Buffer.from('back\0')])
    assert.equal(text.readNarrow(view, 0), 'back')
    assert.equal(await there.result('UnmapViewOfFile', its), true)
    assert.equal(await there.result('CloseHandle', opened), true)
  })

  winApiTest(
    harness,
    'two views of one section in one process show the same bytes',
    ({ win, touch, createMapping }) => {
      const mapping = createMapping(null)
      const [a = 0, b = 0] = [0, 0].map(() => win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0))
      assert.notEqual(a, b)
      touch.write(a, 10, Buffer.from([7]))
      assert.deepEqual([...touch.read(b, 9, 3)], [0, 7, 0])
    },
  )

  winApiTest(harness, 'who creates a name that exists gets the section that has it, and is told', async (fixture) => {
    const { win, touch, createMapping, own, partner } = fixture
    const there = winApiOf(await partner())
    const first = await there.handle(
      'CreateFileMapping',
      INVALID_HANDLE_VALUE,
      null,
      PAGE_READWRITE,
      0,
      1024,
      own('p'),
    )
    const view = await there.handle('MapViewOfFile', first, FILE_MAP_WRITE, 0, 0, 0)
    assert.notEqual(view, 0)
    const second = win.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, 9 * SLOT, own('p'))
    assert.notEqual(second, 0)
    assert.equal(win.GetLastError(), errors.ERROR_ALREADY_EXISTS)
    const mine = win.MapViewOfFile(second, FILE_MAP_WRITE, 0, 0, 0)
    assert.equal(touch.sizeOf(mine), PAGE)
    // Names differ in upper and lower case.
    createMapping(own('P'))
  })
}

function describeLifetime(harness: Harness) {
  winApiTest(harness, 'a name lives while any process has a handle', async ({ win, createMapping, own, partner }) => {
    const mapping = createMapping(own('lives'))
    const there = winApiOf(await partner())
    const opened = await there.handle('OpenFileMapping', FILE_MAP_READ, false, own('lives'))
    assert.equal(win.CloseHandle(mapping), true)
    const again = win.OpenFileMapping(FILE_MAP_READ, false, own('lives'))
    assert.equal(win.CloseHandle(again), true)
    await there.result('CloseHandle', opened)
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('lives')), 0, errors.ERROR_FILE_NOT_FOUND)
  })

  winApiTest(harness, 'a view keeps the bytes, but not the name', ({ win, text, createMapping, own }) => {
    const mapping = createMapping(own('view'))
    const view = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
    text.writeWide(view, 0, 'still here')
    win.CloseHandle(mapping)
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('view')), 0, errors.ERROR_FILE_NOT_FOUND)
    // The name is free for another section, which begins with zeros.
    const other = createMapping(own('view'))
    assert.equal(text.readWide(win.MapViewOfFile(other, FILE_MAP_READ, 0, 0, 0), 0), '')
    assert.equal(text.readWide(view, 0), 'still here')
    assert.equal(win.UnmapViewOfFile(view), true)
  })

  winApiTest(harness, 'a process that dies loses its handles', async ({ win, createMapping, own, partner }) => {
    const other = await partner()
    const there = winApiOf(other)
    await there.handle('CreateFileMapping', INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, 10, own('dies'))
    assert.equal(win.CloseHandle(win.OpenFileMapping(FILE_MAP_READ, false, own('dies'))), true)
    await other.kill()
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('dies')), 0, errors.ERROR_FILE_NOT_FOUND)
    createMapping(own('dies'))
  })

  winApiTest(harness, 'a closed handle, and what is none, can be closed no more', ({ win, createMapping }) => {
    const mapping = createMapping(null)
    assert.equal(win.CloseHandle(mapping), true)
    for (const none of [mapping, handle(0), handle(0x7ffc)]) {
      refusedWith(win, win.CloseHandle(none), false, errors.ERROR_INVALID_HANDLE)
    }
  })

  winApiTest(harness, 'at its end a process leaves nothing', ({ win, createMapping, own, exit, touch }) => {
    const view = win.MapViewOfFile(createMapping(own('end')), FILE_MAP_WRITE, 0, 0, 0)
    touch.write(view, 0, Buffer.from([1]))
    exit()
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('end')), 0, errors.ERROR_FILE_NOT_FOUND)
  })
}

function describeCreation(harness: Harness) {
  type Row = [what: string, protection: number, size: number, code: number]
  const rows: Row[] = [
    ['of no size', PAGE_READWRITE, 0, ERROR_INVALID_PARAMETER],
    ['without a protection', 0, 10, ERROR_INVALID_PARAMETER],
    ['that nobody may access', PAGE_NOACCESS, 10, ERROR_INVALID_PARAMETER],
    ['both reserved and committed', PAGE_READWRITE | SEC_RESERVE | SEC_COMMIT, 10, ERROR_INVALID_PARAMETER],
    ['of an image, without a file', PAGE_READWRITE | flags.SEC_IMAGE, 10, 193],
    ['with a flag that needs another', PAGE_READWRITE | flags.SEC_NOCACHE, 10, ERROR_INVALID_PARAMETER],
    ['that says it is a file’s', PAGE_READWRITE | flags.SEC_FILE, 10, ERROR_INVALID_PARAMETER],
  ]
  for (const [what, protection, size, code] of rows) {
    winApiTest(harness, `CreateFileMapping of a section ${what}: ${errors.errorName(code)}`, ({ win, own }) => {
      const made = win.CreateFileMapping(INVALID_HANDLE_VALUE, null, protection, 0, size, own('refused'))
      refusedWith(win, made, 0, code)
      refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('refused')), 0, errors.ERROR_FILE_NOT_FOUND)
    })
  }

  for (const kind of [SEC_COMMIT, SEC_RESERVE]) {
    for (const more of [0, flags.SEC_NOCACHE, flags.SEC_WRITECOMBINE]) {
      winApiTest(harness, `a section may be created with ${flags.protectionNames(kind | more)}`, (fixture) => {
        fixture.createMapping(fixture.own('flags'), 4096, PAGE_READWRITE | kind | more)
      })
    }
  }

  winApiTest(harness, 'a section of what is no file: ERROR_INVALID_HANDLE', ({ win }) => {
    refusedWith(win, win.CreateFileMapping(0x7ffc, null, PAGE_READWRITE, 0, 10, null), 0, errors.ERROR_INVALID_HANDLE)
  })

  winApiTest(harness, 'a backslash behind the prefix is no part of a name', ({ win, own }) => {
    const create = (name: string) => win.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, 10, name)
    refusedWith(win, create(`${own('a')}\\b`), 0, errors.ERROR_PATH_NOT_FOUND)
    refusedWith(win, create(`Local\\${own('a')}\\b`), 0, errors.ERROR_PATH_NOT_FOUND)
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, `${own('a')}\\b`), 0, errors.ERROR_PATH_NOT_FOUND)
  })

  winApiTest(harness, 'Local\\ may be left out, and Global\\ is another place', ({ win, createMapping, own }) => {
    createMapping(`Local\\${own('place')}`)
    assert.notEqual(win.OpenFileMapping(FILE_MAP_READ, false, own('place')), 0)
    const global = `Global\\${own('place')}`
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, global), 0, errors.ERROR_FILE_NOT_FOUND)
  })

  winApiTest(harness, 'what does not exist cannot be opened, nor what has no name', ({ win, own }) => {
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('none')), 0, errors.ERROR_FILE_NOT_FOUND)
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, null), 0, ERROR_INVALID_PARAMETER)
  })
}

function describeViews(harness: Harness) {
  const size = 3 * SLOT + 10
  type Row = [what: string, args: [access: number, offset: number, bytes: number, at: number], code: number]
  const rows: Row[] = [
    ['from an offset that no view begins at', [FILE_MAP_READ, PAGE, 0, 0], ERROR_MAPPED_ALIGNMENT],
    ['at an address that no view begins at', [FILE_MAP_READ, 0, 0, 0x7a00_1000], ERROR_MAPPED_ALIGNMENT],
    ['from 1024 on, as the upper half of the offset', [FILE_MAP_READ, 1024 * 2 ** 32, 0, 0], ERROR_INVALID_PARAMETER],
    ['from 1024 on, as the lower half of the offset', [FILE_MAP_READ, 1024, 0, 0], ERROR_MAPPED_ALIGNMENT],
    ['from behind the end on', [FILE_MAP_READ, 4 * SLOT, 0, 0], ERROR_INVALID_PARAMETER],
    ['beyond the last page', [FILE_MAP_READ, 3 * SLOT, PAGE + 1, 0], ERROR_ACCESS_DENIED],
    ['larger than the section', [FILE_MAP_READ, 0, 4 * SLOT, 0], ERROR_ACCESS_DENIED],
  ]
  for (const [what, [access, offset, bytes, at], code] of rows) {
    winApiTest(harness, `a view ${what}: ${errors.errorName(code)}`, ({ win, createMapping }) => {
      refusedWith(
        win,
        win.MapViewOfFileEx(createMapping(null, size), access, offset / 2 ** 32, offset, bytes, at),
        0,
        code,
      )
    })
  }

  winApiTest(harness, 'a view of a part shows that part, to its last page', ({ win, touch, createMapping }) => {
    const mapping = createMapping(null, size)
    const whole = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
    assert.equal(touch.sizeOf(whole), 3 * SLOT + PAGE)
    touch.write(whole, SLOT, Buffer.from([1]))
    touch.write(whole, 3 * SLOT + PAGE - 1, Buffer.from([9]))
    const middle = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, SLOT, SLOT + 1)
    assert.equal(middle % SLOT, 0)
    assert.equal(touch.sizeOf(middle), SLOT + PAGE)
    assert.equal(touch.read(middle, 0, 1)[0], 1)
    touch.write(middle, SLOT, Buffer.from([5]))
    assert.equal(touch.read(whole, 2 * SLOT, 1)[0], 5)
    // As large as the last page, which is more than was asked for.
    const last = win.MapViewOfFile(mapping, FILE_MAP_READ, 0, 3 * SLOT, PAGE)
    assert.equal(touch.read(last, PAGE - 1, 1)[0], 9)
    for (const view of [middle, whole, last]) assert.equal(win.UnmapViewOfFile(view), true)
    refusedWith(win, win.UnmapViewOfFile(middle), false, ERROR_INVALID_ADDRESS)
  })

  winApiTest(
    harness,
    'a view lies where it is wanted, unless something lies there',
    ({ win, touch, createMapping }) => {
      const mapping = createMapping(null, size)
      const free = win.MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0)
      win.UnmapViewOfFile(free)
      const map = (offset: number, bytes: number, at: number) =>
        win.MapViewOfFileEx(mapping, FILE_MAP_WRITE, 0, offset, bytes, at)
      assert.equal(map(0, 0, free), free)
      refusedWith(win, map(0, 0, free), 0, ERROR_INVALID_ADDRESS)
      refusedWith(win, map(SLOT, 1, free + SLOT), 0, ERROR_INVALID_ADDRESS)
      win.UnmapViewOfFile(free)
      assert.equal(map(2 * SLOT, 1, free + SLOT), free + SLOT)
      touch.write(free + SLOT, 0, Buffer.from([3]))
      refusedWith(win, map(0, 0, free), 0, ERROR_INVALID_ADDRESS)
      assert.equal(map(2 * SLOT, 1, free), free)
      assert.equal(touch.read(free, 0, 1)[0], 3)
    },
  )

  winApiTest(harness, 'any address in a view unmaps it, and none outside', ({ win, native, createMapping }) => {
    const mapping = createMapping(null, 3 * PAGE)
    for (const inside of [0, 100, PAGE, PAGE + 100]) {
      const view = win.MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0)
      assert.equal(win.FlushViewOfFile(view, 0), true)
      assert.equal(win.UnmapViewOfFile(view + inside), true)
      refusedWith(win, win.UnmapViewOfFile(view), false, ERROR_INVALID_ADDRESS)
    }
    for (const nowhere of [0xdead_0000, 0xdead_beef]) {
      // Wine takes it for memory that has no file.
      if (native.wine) assert.equal(win.FlushViewOfFile(nowhere, 0), true)
      else refusedWith(win, win.FlushViewOfFile(nowhere, 0), false, ERROR_INVALID_ADDRESS)
      refusedWith(win, win.UnmapViewOfFile(nowhere), false, ERROR_INVALID_ADDRESS)
    }
  })

  /** A section, and its handle as another would have opened it. */
  const openedFor = ({ win, createMapping, own }: WinApiFixture, access: number, protection = PAGE_READWRITE) => {
    createMapping(own('rights'), 4090, protection)
    return win.OpenFileMapping(access, false, own('rights'))
  }
  const rights: [opened: number, mapped: number, code: number][] = [
    [FILE_MAP_READ, FILE_MAP_READ, 0],
    [FILE_MAP_READ, FILE_MAP_WRITE, ERROR_ACCESS_DENIED],
    [FILE_MAP_READ, FILE_MAP_ALL_ACCESS, ERROR_ACCESS_DENIED],
    [FILE_MAP_WRITE, FILE_MAP_READ, ERROR_ACCESS_DENIED],
    [FILE_MAP_WRITE, FILE_MAP_WRITE, 0],
    [FILE_MAP_ALL_ACCESS, FILE_MAP_ALL_ACCESS, 0],
  ]
  for (const [opened, mapped, code] of rights) {
    const what = `opened for ${flags.mapAccessNames(opened)}, mapped for ${flags.mapAccessNames(mapped)}`
    winApiTest(harness, `a section ${what}: ${errors.errorName(code)}`, (fixture) => {
      const { win } = fixture
      const view = win.MapViewOfFile(openedFor(fixture, opened), mapped, 0, 0, 0)
      if (code === 0) assert.notEqual(view, 0)
      else refusedWith(win, view, 0, code)
    })
  }

  winApiTest(harness, 'a section that may only be read is written by nobody', ({ win, createMapping }) => {
    const mapping = createMapping(null, 4096, PAGE_READONLY)
    refusedWith(win, win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0), 0, ERROR_ACCESS_DENIED)
    assert.notEqual(win.MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0), 0)
  })

  winApiTest(harness, 'what is no section’s handle cannot be mapped', ({ win, createMapping }) => {
    const closed = createMapping(null)
    win.CloseHandle(closed)
    for (const none of [closed, handle(0)]) {
      refusedWith(win, win.MapViewOfFile(none, FILE_MAP_READ, 0, 0, 0), 0, errors.ERROR_INVALID_HANDLE)
    }
  })
}

function describeBytes(harness: Harness) {
  const trapped = (body: () => unknown, why: RegExp) =>
    assert.throws(body, (error: Error) => error instanceof Trap && error.code === 0xc0000005 && why.test(error.why))

  winApiTest(harness, 'a section begins with zeros', ({ win, touch, createMapping }) => {
    const view = win.MapViewOfFile(createMapping(null, 5000), FILE_MAP_READ, 0, 0, 0)
    assert.ok(touch.read(view, 0, 2 * PAGE).every((byte) => byte === 0))
  })

  winApiTest(
    harness,
    'a view is touched only where it is, and only as it may be',
    ({ win, touch, createMapping }) => {
      const mapping = createMapping(null, 10)
      const view = win.MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0)
      trapped(() => touch.write(view, 0, Buffer.from([1])), /may only read/)
      trapped(() => touch.read(view, PAGE - 1, 2), /has 4096 bytes/)
      trapped(() => touch.read(view, -1, 1), /has 4096 bytes/)
      trapped(() => touch.read(0, 0, 1), /MapViewOfFile returned NULL/)
      win.UnmapViewOfFile(view)
      trapped(() => touch.read(view, 0, 1), /has unmapped/)
      const none = win.MapViewOfFile(mapping, 0, 0, 0, 0)
      if (none !== 0) trapped(() => touch.read(none, 0, 1), /without any access/)
    },
  )

  winApiTest(harness, 'pages that are only reserved are not touched', ({ win, touch, createMapping }) => {
    const mapping = createMapping(null, SLOT, PAGE_READWRITE | SEC_RESERVE)
    const view = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
    trapped(() => touch.write(view, 0, Buffer.from([1])), /reserved/)
  })

  winApiTest(harness, 'strings end with a zero, or with a trap', ({ win, text, touch, createMapping }) => {
    const view = win.MapViewOfFile(createMapping(null, 2048), FILE_MAP_WRITE, 0, 0, 0)
    text.writeNarrow(view, 3, 'Update')
    text.writeWide(view, 100, 'welcome to IPC')
    assert.deepEqual([text.readNarrow(view, 3), text.readWide(view, 100)], ['Update', 'welcome to IPC'])
    assert.deepEqual([...touch.read(view, 2, 8)], [0, ...Buffer.from('Update\0')])
    touch.write(view, 0, Buffer.alloc(PAGE, 'x'))
    trapped(() => text.readNarrow(view, 0), /has 4096 bytes/)
    trapped(() => text.readWide(view, 0), /has 4096 bytes/)
  })

  winApiTest(harness, 'calls and touches are recorded with the section’s name', (fixture) => {
    const { win, text, events, createMapping, own } = fixture
    const name = own('traced')
    const view = win.MapViewOfFile(createMapping(name), FILE_MAP_ALL_ACCESS, 0, 0, 0)
    text.writeNarrow(view, 0, 'a')
    const calls = events.filter((event) => event.kind === 'call' || event.kind === 'data')
    const told = calls.map((event) => [event.kind === 'call' ? event.name : event.access, event.object])
    assert.deepEqual(told, [
      ['CreateFileMapping', name],
      ['GetLastError', undefined],
      ['MapViewOfFile', name],
      ['write', name],
    ])
    const [create] = calls
    assert.ok(create?.kind === 'call' && create.api === 'winapi' && create.kernel.length > 0)
    assert.equal(create.args.flProtect, 'PAGE_READWRITE')
    const unnamed = createMapping(null)
    win.CloseHandle(unnamed)
    const close = events.at(-1)
    assert.match(String(close?.kind === 'call' && close.object), /^mapping#\d+\.1$/)
  })
}
