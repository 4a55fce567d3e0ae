import { beforeEach, expect, test, vi } from 'vitest'
import { actions } from './actions.ts'
import { answerOf } from './answering.ts'
import { atStop, begun } from './lessons/giving.ts'
import type { LessonFile } from './lessons/lesson-file.ts'
import { headerOf } from './scenario.fixture.ts'
import { useStore } from './store.ts'

const question = {
  ...{ participant: 'client', api: 'os2' as const, call: 'DosFreeMem', text: 'What becomes of the memory?' },
  choices: ['It lives on', 'It is destroyed'],
  right: () => 'It lives on',
}
const open = { question, choice: null, right: null, seen: 0 }
const answered = vi.spyOn(actions, 'answer').mockResolvedValue()
const press = (key: string) => answerOf(key)?.run()
const marked = () => useStore.getState().prediction?.marked

beforeEach(() => {
  answered.mockClear()
  useStore.setState({ prediction: open, lesson: null, records: [], state: null })
})

test.each([
  ['a', 'It lives on'],
  ['b', 'It is destroyed'],
])('%s answers with its choice', (key, choice) => {
  press(key)
  expect(answered.mock.calls).toEqual([[choice]])
})

test('letters of no choice, and every other key, are what they are', () => {
  // The digits are the processes’, and no choice has one before it.
  expect(['1', '2', 'c', '3', 'Home', 'F5', '.', 'Escape'].map(answerOf)).toEqual(Array(8).fill(undefined))
})

test('a remote goes through the choices with back, and answers with next; one press too many answers nothing', () => {
  press('PageDown')
  expect([marked(), answered.mock.calls.length]).toEqual(['It lives on', 0])
  press('PageUp')
  expect(marked()).toBe('It is destroyed')
  press('PageUp')
  expect(marked()).toBe('It lives on')
  press('PageUp')
  press('PageDown')
  expect(answered.mock.calls).toEqual([['It is destroyed']])
})

test('space answers with what is marked, and marks nothing', () => {
  press(' ')
  expect([marked(), answered.mock.calls.length]).toEqual([undefined, 0])
  press('PageUp')
  press(' ')
  expect(answered.mock.calls).toEqual([['It lives on']])
})

test('once it is answered, or where nothing is asked, no key answers', () => {
  useStore.setState({ prediction: { ...open, choice: 'It lives on' } })
  expect(answerOf('a')).toBeUndefined()
  useStore.setState({ prediction: null })
  expect(answerOf('PageDown')).toBeUndefined()
})

test('the question of a lesson is answered in the same way, and stays answered', () => {
  const asked = { text: 'And?', choices: ['It stays', 'It is gone'], right: 'It is gone', because: 'So it is.' }
  const part = { title: 'One', minutes: 5, scenario: 'peer-to-peer', notes: 'Look.' }
  const file: LessonFile = {
    ...{ format: 'sharemem-lesson', version: 1, title: 'A lesson', about: 'This.' },
    parts: [{ ...part, stops: [{ at: 'end', notes: 'Over.', question: asked }] }],
  }
  const lesson = atStop(begun(file, 0), 0)
  const choice = () => useStore.getState().lesson?.choice
  useStore.setState({ prediction: null, lesson, recording: null, header: headerOf({}, { scenario: 'peer-to-peer' }) })
  press('PageDown')
  expect([useStore.getState().lesson?.marked, choice()]).toEqual(['It stays', null])
  press('PageUp')
  press('PageDown')
  expect([choice(), answerOf('a')]).toEqual(['It is gone', undefined])
  useStore.setState({ lesson })
  press('a')
  expect(choice()).toBe('It stays')
  useStore.setState({ lesson: { ...lesson, way: 'travelling' } })
  expect(answerOf('a')).toBeUndefined()
})
