import { expect, test } from 'vitest'
import type { ScenarioInfo } from '../../electron/contract/settings.ts'
import { type LessonFile, looksLikeLesson, minutesOf, readLesson } from './lesson-file.ts'

const scenario = (id: string, preset: string, asks: boolean): ScenarioInfo => ({
  ...{ id, title: id, source: '', summary: '', file: '', faults: [], asks },
  programs: [{ name: 'client', tone: 'blue', side: 'left', calls: [] }],
  settings: [{ key: 'free', label: 'Free', meaning: '', type: 'text', default: '', examples: [], maximumLength: 9 }],
  lesson: { in1992: '', today: '', presets: [{ id: preset, label: preset, shows: '', settings: {} }], remember: [] },
})
const infos = [scenario('request-reply', 'guaranteed-delivery', true), scenario('peer-to-peer', 'race', false)]

const question = { text: 'How many?', choices: ['one', 'two'], right: 'two', because: 'A give counts.' }
const lesson: LessonFile = {
  format: 'sharemem-lesson',
  version: 1,
  title: 'A lesson',
  about: 'Who holds what.',
  parts: [
    {
      ...{ title: 'First', minutes: 5, scenario: 'request-reply', preset: 'guaranteed-delivery', notes: 'Look.' },
      stops: [{ at: { participant: 'client', call: 'DosGiveSharedMem' }, notes: 'Now.', question }],
    },
    { title: 'Second', minutes: 7, scenario: 'peer-to-peer', notes: 'Look again.', stops: [] },
  ],
}
const read = (value: unknown) => readLesson('mine.json', JSON.stringify(value), infos)
const changed = (change: (copy: LessonFile) => unknown) => {
  const copy = structuredClone(lesson)
  change(copy)
  return copy
}
const first = (copy: LessonFile) => copy.parts[0] as Record<string, unknown> & LessonFile['parts'][0]

test('a lesson is read as it was written, and lasts as long as its parts', () => {
  expect(read(lesson)).toEqual(lesson)
  expect(minutesOf(lesson)).toBe(12)
})

test.each([
  ['no JSON', '{', 'mine.json is no JSON: '],
  [
    'a part that is missing',
    changed((copy) => first(copy).stops.pop() && Reflect.deleteProperty(first(copy), 'notes')),
    'parts[0].notes must be a text, but is missing.',
  ],
  [
    'a word too many',
    changed((copy) => Object.assign(first(copy), { speed: 2 })),
    'parts[0] has no place for ‘speed’.',
  ],
  [
    'no minute',
    changed((copy) => Object.assign(first(copy), { minutes: 0 })),
    'parts[0].minutes must be at least 1, but is 0.',
  ],
  [
    'a year',
    changed((copy) => Object.assign(first(copy), { minutes: 1e300 })),
    'parts[0].minutes must be at most 240, but is 1e+300.',
  ],
  [
    'half a minute',
    changed((copy) => Object.assign(first(copy), { minutes: 1.5 })),
    'parts[0].minutes must be a whole number, but is 1.5.',
  ],
  ['a version as a text', { ...lesson, version: '1' }, 'version must be 1, but is ‘1’.'],
  ['one part alone', { ...lesson, parts: {} }, 'parts must be a list, but is an object.'],
  ['no title', { ...lesson, title: '' }, 'title must have at least 1 character, but has 0.'],
  [
    'many words too many',
    { ...lesson, ...Object.fromEntries(['a', 'b\nc', 'd'.repeat(99), 'e', 'f'].map((key) => [key, 1])) },
    `mine.json has no place for ‘a’, ‘b c’, ‘${'d'.repeat(60)}…’ and 2 more.`,
  ],
  [
    'no participant',
    changed((copy) => Object.assign(first(copy).stops[0] ?? {}, { at: { call: 'DosFreeMem' } })),
    'parts[0].stops[0].at.participant must be a text, but is missing.',
  ],
  ['another format', { ...lesson, format: 'x' }, 'format must be ‘sharemem-lesson’, but is ‘x’.'],
  [
    'a place that is none',
    changed((copy) => Object.assign(first(copy).stops[0] ?? {}, { at: 'begin' })),
    'parts[0].stops[0].at must be ‘end’ or an object, but is ‘begin’.',
  ],
  [
    'no such scenario',
    changed((copy) => Object.assign(first(copy), { scenario: 'pipes' })),
    'parts[0].scenario is “pipes”; there are ',
  ],
  [
    'no such preset',
    changed((copy) => Object.assign(first(copy), { preset: 'race' })),
    'parts[0].preset is “race”; request-reply has ',
  ],
  [
    'no such setting',
    changed((copy) => Object.assign(first(copy), { settings: { speed: 1 } })),
    'parts[0].settings.speed is no setting of request-reply',
  ],
  ...['constructor', 'prototype'].map((key): [string, unknown, string] => [
    `a setting that every object has, ${key}`,
    changed((copy) => Object.assign(first(copy), { settings: { [key]: 1 } })),
    `parts[0].settings.${key} is no setting of request-reply; it has free.`,
  ]),
  [
    'a setting with a name of thousands of characters',
    changed((copy) => Object.assign(first(copy), { settings: { ['k'.repeat(5000)]: 1 } })),
    `parts[0].settings.${'k'.repeat(60)}… is no setting of request-reply; it has free.`,
  ],
  [
    'one that is no setting’s value',
    changed((copy) => Object.assign(first(copy), { settings: { ['k'.repeat(5000)]: [] } })),
    `parts[0].settings.${'k'.repeat(60)}… must be a text`,
  ],
  [
    'a setting that a record would leave out',
    JSON.stringify(lesson).replace('"scenario"', '"settings":{"__proto__":1},"scenario"'),
    'parts[0].settings has no place for ‘__proto__’.',
  ],
  [
    'a question where nothing is asked',
    changed((copy) => Object.assign(copy.parts[1] ?? {}, { ask: 'lookup Fe' })),
    'parts[1].ask cannot be: nothing is asked in peer-to-peer.',
  ],
  [
    'an answer that cannot be chosen',
    changed((copy) => Object.assign(first(copy).stops[0] ?? {}, { question: { ...question, right: '2' } })),
    'parts[0].stops[0].question.right must be one of its choices, word for word.',
  ],
  [
    'a choice that is there twice',
    changed((copy) =>
      Object.assign(first(copy).stops[0] ?? {}, { question: { ...question, choices: ['two', 'two'] } }),
    ),
    'parts[0].stops[0].question.choices must differ.',
  ],
  [
    'an outcome before the end',
    changed((copy) => Object.assign(first(copy).stops[0] ?? {}, { outcome: 'completed' })),
    'parts[0].stops[0].outcome can only be at “end”.',
  ],
  ['no part', { ...lesson, parts: [] }, 'parts must have at least 1 entry, but has 0.'],
])('%s is refused by its place and what may be there', (_what, value, sentence) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  expect(() => readLesson('mine.json', text, infos)).toThrow(sentence)
})

test('a run may stop before shared memory is touched', () => {
  for (const call of ['read', 'write']) {
    const touching = changed((copy) =>
      Object.assign(first(copy).stops[0] ?? {}, { at: { participant: 'client', call } }),
    )
    expect(read(touching)).toEqual(touching)
  }
})

test('a lesson is told from a recording', () => {
  expect(looksLikeLesson(JSON.stringify(lesson, null, 2))).toBe(true)
  expect(looksLikeLesson('{"format":"sharemem-trace"}\n{"format":"sharemem-lesson"}')).toBe(false)
})
