import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leave, markEnded, settle, tryWait } from './settle.ts'
import {
  addHandle,
  addObject,
  emptyTable,
  isEmpty,
  type KernelObject,
  removeHandle,
  type Table,
  type ThreadKey,
} from './table.ts'

const thread = (pid: number): ThreadKey => ({ pid, start: 1, tid: pid })
const event = (manualReset: boolean, signalled: boolean): KernelObject => ({
  kind: 'event',
  name: null,
  manualReset,
  signalled,
})
const mutex = (owner: ThreadKey | null = null): KernelObject => ({
  kind: 'mutex',
  name: null,
  owner,
  count: owner ? 1 : 0,
  abandoned: false,
})

/** A table with these objects, which are numbered from 1 on, and who waits for which of them. */
function tableOf(objects: KernelObject[], waits: { pid: number; objects: number[]; all?: boolean }[] = []): Table {
  const table = emptyTable()
  for (const object of objects) addObject(table, object)
  for (const { pid, objects: awaited, all = false } of waits) {
    for (const object of awaited) addHandle(table, thread(pid), { object, access: 0 })
    table.waiters.push({ thread: thread(pid), bell: `bell ${pid}`, objects: awaited, all, result: null })
  }
  return table
}
const signalled = (table: Table) =>
  Object.values(table.objects).map((object) => (object.kind === 'event' ? object.signalled : null))

describe('who is let through', () => {
  test('by an auto-reset event, the one that waits longest, and nobody else', () => {
    const waits = [1, 2].map((pid) => ({ pid, objects: [1] }))
    const table = tableOf([event(false, true)], waits)
    expect(settle(table)).toEqual(['bell 1'])
    expect(table.waiters.map(({ result }) => result?.index ?? null)).toEqual([0, null])
    expect(signalled(table)).toEqual([false])
  })

  test('by a manual-reset event, all', () => {
    const table = tableOf(
      [event(true, true)],
      [1, 2, 3].map((pid) => ({ pid, objects: [1] })),
    )
    expect(settle(table)).toEqual(['bell 1', 'bell 2', 'bell 3'])
    expect(signalled(table)).toEqual([true])
  })

  test('of several that are signalled, the first decides', () => {
    const table = tableOf([event(false, false), event(false, true), event(false, true)])
    expect(tryWait(table, { thread: thread(1), objects: [1, 2, 3], all: false })).toEqual({
      index: 1,
      abandoned: false,
    })
    expect(signalled(table)).toEqual([false, false, true])
  })

  test('who waits for all does not stand in the way of who waits behind him', () => {
    const waits = [
      { pid: 1, objects: [1, 2], all: true },
      { pid: 2, objects: [1] },
    ]
    const table = tableOf([event(false, true), event(false, false)], waits)
    expect(settle(table)).toEqual(['bell 2'])
    expect(signalled(table)).toEqual([false, false])
  })

  test('who has been let through is not let through again', () => {
    const table = tableOf([event(false, true)], [{ pid: 1, objects: [1] }])
    settle(table)
    Object.assign(table.objects[1] ?? {}, { signalled: true })
    expect(settle(table)).toEqual([])
    expect(signalled(table)).toEqual([true])
  })

  test('the owner of a mutex acquires it again, another one does not', () => {
    const table = tableOf([mutex(thread(1))])
    expect(tryWait(table, { thread: thread(2), objects: [1], all: false })).toBeNull()
    expect(tryWait(table, { thread: { ...thread(1), tid: 99 }, objects: [1], all: false })).toBeNull()
    expect(tryWait(table, { thread: thread(1), objects: [1], all: false })).toEqual({ index: 0, abandoned: false })
    expect(table.objects[1]).toMatchObject({ count: 2 })
  })

  test('whoever takes an abandoned mutex is told, once', () => {
    const table = tableOf([mutex(thread(1))], [{ pid: 2, objects: [1] }])
    leave(table, thread(1))
    expect(settle(table)).toEqual(['bell 2'])
    expect(table.waiters[0]?.result).toEqual({ index: 0, abandoned: true })
    expect(table.objects[1]).toMatchObject({ owner: thread(2), count: 1, abandoned: false })
  })

  test('the end of a process lets through who waits for it', () => {
    const process: KernelObject = { kind: 'process', name: null, process: thread(9), ended: false, code: null }
    const table = tableOf([process], [{ pid: 1, objects: [1] }])
    expect(settle(table)).toEqual([])
    markEnded(table, thread(9))
    expect(settle(table)).toEqual(['bell 1'])
  })

  test('a process that leaves takes its handles, its waits, and what nobody else has', () => {
    const table = tableOf(
      [event(true, false), event(true, false)],
      [
        { pid: 1, objects: [1, 2] },
        { pid: 2, objects: [2] },
      ],
    )
    expect(leave(table, thread(1))).toHaveLength(1)
    expect(Object.keys(table.objects)).toEqual(['2'])
    expect(leave(table, thread(2))).toHaveLength(1)
    expect(isEmpty(table)).toBe(true)
    expect(table.objects).toEqual({})
  })

  test('an object that is waited for outlives its handles', () => {
    const table = tableOf([event(true, false)], [{ pid: 1, objects: [1] }])
    expect(removeHandle(table, thread(1), 4)).toBeNull()
    expect(table.objects[1]).toBeDefined()
    expect(leave(table, thread(1))).toHaveLength(1)
  })
})

const objects = fc.array(
  fc.oneof(
    fc.record({ manualReset: fc.boolean(), signalled: fc.boolean() }).map((e) => event(e.manualReset, e.signalled)),
    fc.constantFrom(null, 1, 2, 9).map((pid) => mutex(pid === null ? null : thread(pid))),
  ),
  { minLength: 1, maxLength: 5 },
)
const waits = fc.array(
  fc.record({
    objects: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    all: fc.boolean(),
  }),
  { maxLength: 5 },
)

test('whatever is waited for: nothing is taken twice, all or none, and nobody waits in vain', () => {
  fc.assert(
    fc.property(objects, waits, (made, wanted) => {
      const known = wanted.map(({ objects: ids, all }, index) => ({
        pid: index + 1,
        objects: ids.map((id) => ((id - 1) % made.length) + 1).filter((id, at, each) => each.indexOf(id) === at),
        all,
      }))
      const before = structuredClone(made)
      const table = tableOf(structuredClone(made), known)
      settle(table)

      const takers = new Map<number, number[]>()
      for (const { thread: who, objects: ids, all, result } of table.waiters) {
        if (!result) continue
        for (const id of all ? ids : [ids[result.index] ?? 0]) takers.set(id, [...(takers.get(id) ?? []), who.pid])
      }
      before.forEach((object, index) => {
        const took = takers.get(index + 1) ?? []
        const after = table.objects[index + 1]
        if (object.kind === 'event' && after?.kind === 'event') {
          if (!object.signalled) expect(took).toEqual([])
          else if (!object.manualReset) expect(took.length).toBe(after.signalled ? 0 : 1)
        }
        if (object.kind === 'mutex' && after?.kind === 'mutex') {
          expect(took.length).toBeLessThanOrEqual(1)
          if (took.length > 0) expect(after.owner?.pid).toBe(took[0])
          expect(after.count).toBe((object.owner ? 1 : 0) + took.length)
        }
      })
      // Whoever still waits could not be let through now either.
      for (const waiter of table.waiters) {
        if (!waiter.result) expect(tryWait(structuredClone(table), waiter)).toBeNull()
      }
    }),
  )
})
