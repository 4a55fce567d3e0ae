import { expect, test } from 'vitest'
import { markPlaces } from './mark-places.ts'

const place = { line: 0 }
function at<T>(line: number, value: T): T {
  place.line = line
  return value
}

/** Runs a program whose result is `return`ed, with functions of another file at hand; it may be TypeScript without types. */
function run(program: string, others: Record<string, unknown> = {}) {
  place.line = 0
  const marked = markPlaces(program).replace(/^import .*? from ".*?"; /, '')
  const names = Object.keys(others)
  // biome-ignore lint/security/noGlobalEval: what the build makes of a program is to be run
  const made = eval(`($at, $place, here, ${names.join()}) => {${marked}}`)
  return made(at, place, () => place.line, ...Object.values(others))
}

test('a call is at the line where its function is named, and no line moves', () => {
  expect(markPlaces('one(1,\n  2)\nthree()').split('\n').length).toBe(3)
  const values: number[] = []
  const program = 'const both = [here(),\n  there\n    .here(2,\n    3)]\nvalues.push(...both)'
  run(program, { values, there: { here: () => place.line } })
  expect(values).toEqual([1, 3])
})

test('what is called for an argument leaves the line of the call itself', () => {
  const lines: number[] = []
  const look = () => lines.push(place.line)
  run('const inner = () =>\n  look()\nlook(1,\n  inner())\nlook(\n  ...[inner()])', { look })
  expect(lines).toEqual([2, 3, 2, 5])
})

test('after a function of the file has returned to another file, the line is the one that called there', () => {
  const lines: number[] = []
  const look = () => lines.push(place.line)
  const through = (callback: () => unknown) => {
    callback()
    look()
  }
  run(
    'const block = () => {\n  look()\n}\nthrough(block)\nthrough(() => look())\nthrough(function () {\n  look() })',
    {
      look,
      through,
    },
  )
  expect(lines).toEqual([2, 4, 5, 5, 7, 6])
})

test('what raises an error leaves the line as it was', () => {
  const fails = () => {
    throw new Error('no')
  }
  const after = run('const wrong = () => {\n  fails()\n}\ntry { wrong() } catch {}\nreturn $place.line', { fails })
  expect(after).toBe(4)
})

test('methods keep their object, and what is missing is not called', () => {
  const found = run(
    'const object = { value: 7, get() { return this.value }, also: null }\nreturn [object.get(), object?.get(), object.also?.get(), object.also?.get().again()]',
  )
  expect(found).toEqual([7, 7, undefined, undefined])
})

test('an object that an arrow function returns stays one', () => {
  expect(run('const make = (x) => ({ line: here(x) })\nreturn make(1)')).toEqual({ line: 1 })
})

test('types are no obstacle', () => {
  expect(markPlaces('const x = f<number>(y as any)!')).toContain('f<number>($at(1, y as any))!')
})
