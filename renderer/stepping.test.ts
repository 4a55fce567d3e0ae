import { expect, test } from 'vitest'
import { cannotStep, digits, stepAt } from './stepping.ts'
import { useStore } from './store.ts'

test('a digit of nobody steps nobody', () => {
  expect(stepAt(1)).toEqual({ ...digits, label: 'Step process 1' })
})

test('nobody steps before the class has answered', () => {
  const question = {
    ...{ participant: 'client', api: 'os2' as const, call: 'DosFreeMem', text: 'What becomes of the memory?' },
    ...{ choices: ['It lives on', 'It is destroyed'], right: () => 'It lives on' },
  }
  const prediction = { question, choice: null, right: null, seen: 0 }
  expect(cannotStep({ ...useStore.getState(), prediction })).toContain('answer, or skip')
})
