import { expect, test } from 'vitest'
import { aCall, aCount, aMessage, aWindow, OBJECT } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { createLayout, type View } from './layout.ts'

const about = { object: OBJECT }
const process = (id: string, pid: number): TraceRecord => ({
  kind: 'process',
  t: 0,
  participant: id,
  event: 'start',
  pid,
  code: null,
})

/** Allocated and given by the client, posted, taken by the server, freed by both. */
const handOver: TraceRecord[] = [
  process('client', 1),
  process('server', 2),
  aWindow('server', '0x00000002'),
  aCount(['client'], { t: 10 }),
  aCall('DosAllocSharedMem', { ...about, start: 10, end: 11 }),
  aCount(['client', 'server'], { t: 20 }),
  aCall('DosGiveSharedMem', { ...about, args: { pid: 2 }, start: 20, end: 21 }),
  aMessage('posted', { t: 30 }),
  aMessage('received', { t: 31 }),
  // The receiver is back before the sender: the kernel woke it at once.
  aCall('WinGetMsg', { participant: 'server', result: { code: 1, name: 'TRUE' }, start: 5, end: 32 }),
  aCall('WinPostMsg', { result: { code: 1, name: 'TRUE' }, start: 30, end: 33 }),
  aCount(['server'], { t: 40 }),
  aCall('DosFreeMem', { ...about, start: 40, end: 41 }),
  aCount([], { t: 50 }),
  aCall('DosFreeMem', { ...about, participant: 'server', start: 50, end: 51 }),
]

/** All of a trace. */
function layOut(records: TraceRecord[]) {
  const layout = createLayout()(records)
  return { ...layout, ...layout.view(0, Number.POSITIVE_INFINITY) }
}

const layout = layOut(handOver)
const rowOf = (label: string, participant = 'client') =>
  layout.rows.find((row) => row.label === label && row.participant === participant)

test('every row has a place of its own, and all of them together the height', () => {
  const places = [...layout.rows].sort((a, b) => a.y - b.y)
  places.slice(1).forEach((row, index) => {
    const above = places[index]
    expect(row.y).toBe((above?.y ?? 0) + (above?.height ?? 0))
  })
  const last = places.at(-1)
  expect(layout.height).toBe((last?.y ?? 0) + (last?.height ?? 0))
})

test('a message falls from its post to its receipt, though its receiver returned first', () => {
  const [arrow] = layout.arrows
  expect(arrow).toMatchObject({ from: 'client', to: 'server' })
  expect(arrow?.end).toBeGreaterThan(arrow?.start ?? 0)
  expect(rowOf('WinPostMsg')?.y).toBeLessThan(rowOf('WinGetMsg', 'server')?.y ?? 0)
})

test('an object lives from its allocation to its last free, with each change of its count', () => {
  const [band] = layout.bands
  expect(band?.counts.map(({ usage }) => usage)).toEqual([1, 2, 1, 0])
  expect(band?.top).toBeGreaterThan(rowOf('DosAllocSharedMem')?.y ?? 0)
  expect(band?.bottom).toBeGreaterThan(rowOf('DosFreeMem', 'server')?.y ?? 0)
})

test('each holder is tied to it from when it holds it to its own free', () => {
  const of = (participant: string) => layout.tethers.find((tether) => tether.participant === participant)
  expect(of('client')?.bottom).toBeLessThan(of('server')?.bottom ?? 0)
  expect(of('server')?.top).toBeGreaterThan(of('client')?.top ?? 0)
})

test('a Give reaches from the giver to the process it names', () => {
  expect(layout.gifts).toMatchObject([{ from: 'client', to: 'server', column: 0 }])
})

test('objects that live at once stand beside each other; one that comes later takes a free place', () => {
  const other = { object: '0x6FFE0000' }
  const { bands, columns } = layOut([
    aCount(['client']),
    aCount(['client'], other),
    aCount([]),
    aCount(['client'], { object: '0x6FFD0000' }),
  ])
  expect(bands.map(({ column }) => column)).toEqual([0, 1, 0])
  expect(columns).toBe(2)
})

test('what lives still and waits still has no end yet', () => {
  const { bands, arrows } = layOut(handOver.slice(0, 8))
  expect(bands[0]?.bottom).toBeNull()
  expect(arrows[0]?.end).toBeNull()
})

test('the now line runs below all that has happened at the cursor', () => {
  expect(layout.nowAt(null)).toBe(layout.height)
  const given = rowOf('DosGiveSharedMem')
  expect(layout.nowAt(6)).toBe((given?.y ?? 0) + (given?.height ?? 0))
})

test('a part of a long trace is drawn as it is in all of it', () => {
  const later = (record: TraceRecord, by: number): TraceRecord =>
    'end' in record ? { ...record, start: record.start + by, end: record.end + by } : { ...record, t: record.t + by }
  const [first, second, window, ...rest] = handOver
  const many = Array.from({ length: 200 }, (_, at) => rest.map((record) => later(record, at * 100))).flat()
  // One object is held all the time beside the others.
  const held = aCount(['server'], { object: '0x60000000', t: 1 })
  const again = aCount(['server', 'client'], { object: '0x60000000', t: 10_005 })
  const records = [first, second, window, held, ...many.toSpliced(1200, 0, again)].filter((record) => !!record)
  const all = layOut(records)
  const within = (from: number, to: number | null) => from <= 30_000 && (to ?? 1e9) >= 29_000
  const shown = ({ rows, bands, tethers, arrows, gifts }: View) => ({
    rows: rows.filter(({ y, height }) => within(y, y + height)),
    bands: bands
      .filter(({ top, bottom }) => within(top, bottom))
      .map((band) => ({ ...band, counts: band.counts.filter(({ y }) => within(y, y)) })),
    tethers: tethers.filter(({ top, bottom }) => within(top, bottom)),
    arrows: arrows.filter(({ start, end }) => within(start, end)),
    gifts: gifts.filter(({ y }) => within(y, y)),
  })
  const part = createLayout()(records).view(29_000, 30_000)
  expect(all.height).toBeGreaterThan(50_000)
  expect(shown(part)).toEqual(shown(all))
  // What cannot be seen is not drawn, however many records around it are gone through.
  const isNear = ({ top, bottom }: { top: number; bottom: number | null }) =>
    top <= 30_040 && (bottom ?? 1e9) >= 28_960
  const flown = part.arrows.map(({ start, end }) => ({ top: start, bottom: end }))
  const given = part.gifts.map(({ y }) => ({ top: y, bottom: y }))
  expect([...part.bands, ...part.tethers, ...flown, ...given].every(isNear)).toBe(true)
})
