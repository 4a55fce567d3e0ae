import { expect, test } from 'vitest'
import type { ScenarioInfo } from '../../contract/settings.ts'
import { describeText, faultsText, listText } from './describe.ts'

const info: ScenarioInfo = {
  id: 'hand-over',
  title: 'Hand over',
  source: 'a book',
  summary: 'A client hands over.',
  file: 'hand-over.ts',
  programs: [],
  faults: [],
  lesson: {
    in1992: '',
    today: '',
    presets: [{ id: 'small', label: 'Small', shows: 'It is small.', settings: { size: 1 } }],
    remember: [],
  },
  settings: [
    {
      type: 'choice',
      key: 'objects',
      label: 'Objects',
      meaning: 'How many objects.',
      default: 'two',
      choices: [
        { value: 'two', label: 'Two', meaning: 'One each.' },
        { value: 'one', label: 'One', meaning: 'One for both.' },
      ],
    },
    {
      type: 'integer',
      key: 'size',
      label: 'Size',
      meaning: 'How large each is.',
      default: 4096,
      minimum: 1,
      maximum: 8192,
    },
    {
      type: 'text',
      key: 'ask',
      label: 'Ask',
      meaning: 'What is asked.',
      default: 'lookup Fe',
      examples: ['lookup Fe', 'echo text'],
      maximumLength: 10,
    },
  ],
}

test('a scenario is described with what may be set, to what, and what is set when nobody does', () => {
  expect(describeText(info)).toBe(`hand-over: Hand over
A client hands over.
Source: a book

  objects (two or one, default "two")
    How many objects.
      two: One each.
      one: One for both.

  size (1 to 8192, default 4096)
    How large each is.

  ask (text, default "lookup Fe")
    What is asked.
      such as: lookup Fe, echo text

  presets (--preset)
      small: It is small.
`)
})

test('scenarios are listed with a blank line between them', () => {
  const other = { ...info, id: 'other', title: 'Other', summary: 'Nothing happens.' }
  expect(listText([info, other])).toBe(
    'hand-over: Hand over\n  A client hands over.\n\nother: Other\n  Nothing happens.\n',
  )
  expect(listText([])).toBe('')
})

test('faults are listed as they are typed, each with what it teaches', () => {
  const fault = (form: string, teaches: string) => ({
    name: '',
    participants: [],
    example: '',
    form,
    label: '',
    teaches,
  })
  const faults = [fault('kill:<participant>@<n>', 'One dies.'), fault('queue-full', 'A post fails.')]
  expect(faultsText([{ ...info, faults }, info])).toBe(
    'hand-over: Hand over\n  kill:<participant>@<n>\n    One dies.\n  queue-full\n    A post fails.\n\nhand-over: Hand over\n\n<n> counts the calls of a participant, from 1; a touch of shared memory is a step, but no call.',
  )
})
