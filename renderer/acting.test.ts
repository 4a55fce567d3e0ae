import { afterEach, beforeEach, expect, test } from 'vitest'
import { aCall } from '../electron/contract/records.fixture.ts'
import { openWhoActs } from './acting.ts'
import { actions } from './actions.ts'
import { header, run, set } from './screen.fixture.ts'
import { buttonOf, isStrip, onlyOpens, stepOf } from './stepping.ts'
import { useStore } from './store.ts'

const ids = ['client-1', 'client-2', 'client-3', 'server']
const crowd = { ...header, participants: ids.map((id) => ({ id, role: id === 'server' ? id : 'client', pid: 1 })) }
const by = (participant: string) => aCall('SetEvent', { participant })
const strips = () => ids.filter((id) => isStrip(useStore.getState(), id))

let end: () => void
beforeEach(() => {
  end = openWhoActs()
})
afterEach(() => end())

test('in presenter mode the lane of who acts is opened', () => {
  set({ header: crowd, records: [by('client-1')], presenting: true })
  const [first] = useStore.getState().records
  expect(strips()).not.toContain('client-1')
  useStore.setState({ records: [by('client-1'), by('client-2')] })
  expect(strips()).not.toContain('client-2')
  useStore.setState({ records: [by('client-1'), by('client-2'), by('client-1')] })
  expect(strips()).not.toContain('client-1')
  // Whoever looks back sees who acted there.
  useStore.setState({ records: [first ?? by('client-1'), by('client-2'), by('client-3')], cursor: 1 })
  expect(strips()).not.toContain('client-2')
})

test('who was opened by hand stays open, whoever acts, until another one is, or another run begins', () => {
  set({ header: crowd, records: [by('client-1')], presenting: true })
  actions.open('client-3')
  useStore.setState({ records: [by('client-1'), by('client-2')] })
  expect(strips()).toEqual(['client-1', 'client-2'])
  // A digit chooses as well, and that of a lane that is open already.
  stepOf({ id: 'client-2' }, 2).run()
  useStore.setState({ records: [by('client-1'), by('client-2'), by('client-1')] })
  expect(strips()).toEqual(['client-1', 'client-3'])
  useStore.setState({ starting: true })
  useStore.setState({ starting: false, records: [by('client-3')] })
  expect(strips()).toEqual(['client-1', 'client-2'])
  stepOf({ id: 'client-3' }, 3).run()
  useStore.setState({ records: [by('client-3'), by('client-1')] })
  expect(strips()).toEqual(['client-1', 'client-2'])
  useStore.setState({ recording: 'another.sharemem', records: [by('client-1'), by('client-2')] })
  expect(strips()).toEqual(['client-1', 'client-3'])
  useStore.setState({ records: [by('client-1'), by('client-2'), by('client-1')] })
  expect(strips()).toEqual(['client-2', 'client-3'])
})

test('elsewhere, and while a run hurries by, no lane is opened by itself', () => {
  set({ header: crowd, records: [by('client-2')] })
  expect(strips()).toContain('client-2')
  set({
    header: crowd,
    records: [by('client-2')],
    presenting: true,
    state: run('running', null, { policy: { mode: 'free' } }),
  })
  expect(strips()).toContain('client-2')
})

test('one step a second is followed, and many are not', () => {
  const paced = (interval: number) => {
    set({
      header: crowd,
      records: [by('client-2')],
      presenting: true,
      state: run('running', null, { policy: { mode: 'paced', interval } }),
    })
    return strips().includes('client-2')
  }
  expect([paced(1000), paced(20)]).toEqual([false, true])
})

test('a button that can only open a lane says so, and one that steps says that', () => {
  set({ header: crowd, records: [by('client-1')] })
  const labelOf = (id: string) => buttonOf({ id }, 1, onlyOpens(useStore.getState(), id)).label
  expect(['client-1', 'client-3'].map(labelOf)).toEqual(['Step client-1', 'Open client-3'])
  const halted = {
    ...run('halted', null),
    participants: [{ id: 'client-3', pid: 1, phase: 'halted' as const, call: null }],
  }
  set({ header: crowd, records: [by('client-1')], state: halted })
  expect(labelOf('client-3')).toBe('Step client-3')
})
