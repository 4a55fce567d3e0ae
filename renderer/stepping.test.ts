import { expect, test } from 'vitest'
import { buttonOf, cannotStep, digits, stepAt } from './stepping.ts'
import { useStore } from './store.ts'

test('a digit of nobody steps nobody', () => {
  expect(stepAt(1)).toEqual({ ...digits, label: 'Step process 1' })
})

test('before there is a cast nobody has a digit', () => {
  expect(buttonOf({ id: 'server' }, null, false).keys).toEqual([])
  expect(buttonOf({ id: 'server' }, 3, false).keys).toEqual(['3'])
})

test('nobody steps before the class has answered', () => {
  const question = {
    ...{ participant: 'client', api: 'os2' as const, call: 'DosFreeMem', text: 'What becomes of the memory?' },
    ...{ choices: ['It lives on', 'It is destroyed'], right: () => 'It lives on' },
  }
  const prediction = { question, choice: null, right: null, seen: 0 }
  expect(cannotStep({ ...useStore.getState(), prediction })).toContain('answer, or skip')
})
