/** Says what is wrong with an input in one sentence: where, what is allowed, and what came instead. */
import type * as z from 'zod/mini'

type Issue = z.core.$ZodIssue

/** Longer values and names are cut where a sentence has them. */
const QUOTED_LENGTH = 60

/** In one line, cut to a readable length. What would command a terminal is shown as what cannot be shown. */
export function inShort(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '�')
  return line.length > QUOTED_LENGTH ? `${line.slice(0, QUOTED_LENGTH)}…` : line
}

/** A value as a sentence shows it, in one line, cut to a readable length. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'missing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value !== 'string') return String(value)
  return `‘${inShort(value)}’`
}

/** As it would be written in code: `parts[0].stops[2].at`; counted from 0, as JSON’s own tools count. */
export const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${inShort(String(key))}`))
    .join('')
    .replace(/^\./, '')

/** `subject` names what was read: a method, "The request", or a file. */
export function problemOf(subject: string, error: z.core.$ZodError, input: unknown): string {
  const issue = error.issues[0]
  if (!issue) return `${subject} is not understood.`
  const [deepest, path] = innermost(issue, [])
  const place = path.length === 0 ? subject : `${subject}: ${pathOf(path)}`
  if (deepest.code === 'unrecognized_keys') return `${place} has no place for ${listOfKeys(deepest.keys)}.`
  return `${place} must ${wanted(deepest, valueAt(input, path))}.`
}

/** Of a union, the alternative that went furthest; the one a person most likely meant. */
function innermost(issue: Issue, before: PropertyKey[]): [Issue, PropertyKey[]] {
  const path = [...before, ...issue.path]
  if (issue.code !== 'invalid_union') return [issue, path]
  const within = issue.errors.flat().filter((inner) => inner.path.length > 0)
  return within[0] ? innermost(within[0], path) : [issue, path]
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  nonoptional: 'given',
}

/** More of them are counted. */
const MOST_KEYS = 3

function listOfKeys(keys: readonly string[]): string {
  const more = keys.length - MOST_KEYS
  const named = keys.slice(0, MOST_KEYS).map(quoted).join(', ')
  return more > 0 ? `${named} and ${more} more` : named
}

function wanted(issue: Issue, value: unknown): string {
  const isOfSize = issue.code === 'too_big' || issue.code === 'too_small'
  return isOfSize && (typeof value === 'string' || Array.isArray(value))
    ? `have ${allowed(issue)}, but has ${value.length}`
    : `be ${allowed(issue)}, but is ${quoted(value)}`
}

function allowed(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected
    case 'invalid_value':
      return either(issue.values.map((value) => quoted(value)))
    case 'too_big':
      return `${issue.inclusive === false ? 'below' : 'at most'} ${counted(issue.maximum, issue.origin)}`
    case 'too_small':
      return `${issue.inclusive === false ? 'above' : 'at least'} ${counted(issue.minimum, issue.origin)}`
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'a whole number' : `a multiple of ${issue.divisor}`
    case 'invalid_union':
      return union(issue)
    default:
      return `of the form that the contract asks for (${issue.code})`
  }
}

function union(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const discriminator = 'discriminator' in issue ? issue.discriminator : undefined
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : []
  if (discriminator !== undefined && options.length > 0) return either(options.map((option) => quoted(option)))
  return either(issue.errors.flat().map(allowed))
}

const nouns: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}

function counted(count: number | bigint, origin: string): string {
  const noun = nouns[origin]?.[Number(count) === 1 ? 0 : 1]
  return noun === undefined ? String(count) : `${count} ${noun}`
}

/** `a, b or c`, each once. */
export const either = (options: readonly string[]) => [...new Set(options)].join(', ').replace(/, ([^,]*)$/, ' or $1')

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    return Reflect.get(value, key)
  }, input)
}
