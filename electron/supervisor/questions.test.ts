import { expect, test } from 'vitest'
import { createQuestions } from './questions.ts'
import { findScenario } from './resolve-settings.ts'
import { UsageError } from './usage-error.ts'

const scenario = findScenario('request-reply')

test('what the scenario cannot answer is refused with what it can', () => {
  const questions = createQuestions(scenario, 1, () => true)
  expect(() => questions.check('dance', 0)).toThrow(UsageError)
  expect(() => questions.check('dance', 0)).toThrow('Allowed are: lookup')
  expect(() => questions.check('lookup Fe', 0)).not.toThrow()
})

test('nobody can be asked who is not there, nor in a scenario without questions', () => {
  const late = createQuestions(scenario, 1, () => false)
  expect(late.canBeAsked()).toBe(false)
  expect(() => late.check('lookup Fe', 0)).toThrow('No run is live')
  const silent = createQuestions({ info: scenario.info }, 0, () => true)
  expect(silent.canBeAsked()).toBe(false)
  expect(() => silent.check('lookup Fe', 0)).toThrow('nothing can be asked')
})

test('a thousand questions may wait, and one more when one of them is under way', () => {
  const questions = createQuestions(scenario, 1, () => true)
  for (let asked = 1; asked < 1000; asked += 1) questions.check('lookup Fe', 0)
  expect(() => questions.check('lookup Fe', 0)).toThrow('1000 questions wait')
  expect(() => questions.check('lookup Fe', 1)).not.toThrow()
})
