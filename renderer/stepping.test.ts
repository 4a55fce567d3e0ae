import { beforeEach, expect, test } from 'vitest'
import { digits, stepAt } from './stepping.ts'
import { useStore } from './store.ts'

const question = {
  ...{ participant: 'client', api: 'os2' as const, call: 'DosFreeMem', text: 'What becomes of the memory?' },
  choices: ['It lives on', 'It is destroyed'],
  right: () => 'It lives on',
}

beforeEach(() => useStore.setState({ prediction: null, records: [], state: null }))

test('while something is asked, a digit answers it', () => {
  useStore.setState({ prediction: { question, choice: null, right: null, seen: 0 } })
  expect([1, 2].map((place) => stepAt(place).label)).toEqual(['Answer It lives on', 'Answer It is destroyed'])
  expect(stepAt(1).unavailable(useStore.getState())).toBeNull()
  expect(stepAt(3)).toBe(digits)
})

test('once it is answered, a digit steps again', () => {
  useStore.setState({ prediction: { question, choice: 'It lives on', right: null, seen: 0 } })
  expect(stepAt(1)).toBe(digits)
})
