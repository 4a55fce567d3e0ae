import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import config from '../../vitest.config.ts'
import { turns } from './lanes.mjs'

const projects = (config.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project ? [project.test?.name] : [],
)
test('every project is in one lane, and Wine in none on Windows', () => {
  expect(projects.length).toBeGreaterThan(1)
  expect(turns('linux').flat(2).toSorted()).toEqual(projects.toSorted())
  expect(turns('win32').flat(2).toSorted()).toEqual(projects.filter((name) => name !== 'wine').toSorted())
})

test('what opens a browser has a turn to itself, and of what runs beside each other one makes System V objects', () => {
  expect(turns('linux')).toContainEqual([['browser']])
  for (const lanes of turns('linux')) expect(lanes.filter((lane) => !lane.includes('wine'))).toHaveLength(1)
})

test('whatever opens a browser is among the browser’s', () => {
  const folder = join(import.meta.dirname, '..', '..', 'tests')
  const opens = (file: string) => /support\/(browser|use-screen)/.test(readFileSync(join(folder, file), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(?!.*wine).*\.test\.ts$/.test(file) && opens(file))
  const browser = JSON.stringify(
    config.test?.projects?.find((project) => JSON.stringify(project).includes('"browser"')),
  )
  const listed = /tests\/{([^}]*)}/.exec(browser)?.[1]?.split(',')
  expect(listed).toEqual(files.map((file) => file.replace('.test.ts', '')).toSorted())
})
