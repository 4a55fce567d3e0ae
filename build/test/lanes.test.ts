import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import config from '../../vitest.config.ts'
import { turns } from './lanes.mjs'

const projects = (config.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project ? [project.test?.name] : [],
)
const lanes = (...settings: Parameters<typeof turns>) => turns(...settings).flat()
const projectsOf = (...settings: Parameters<typeof turns>) => lanes(...settings).flatMap((lane) => lane.projects)

test.each([true, false])('every project is in one lane, whether objects can be kept apart (%s)', (separable) => {
  expect(projects.length).toBeGreaterThan(1)
  expect(projectsOf('linux', separable).toSorted()).toEqual(projects.toSorted())
})

test('Wine has a lane of its own, and none on Windows', () => {
  expect(lanes('linux', false).map((lane) => lane.projects)).toContainEqual(['wine'])
  expect(projectsOf('win32')).not.toContain('wine')
})

test('of two lanes with System V objects one has a namespace of its own', () => {
  const bare = (separable: boolean) =>
    lanes('linux', separable).filter(({ projects, within }) => !projects.includes('wine') && within.length === 0)
  expect([bare(true).length, bare(false).length]).toEqual([1, 1])
})

test.each([true, false])('what opens a browser has a turn to itself (%s)', (separable) => {
  const [turn] = turns('linux', separable).filter((each) => each.some(({ projects }) => projects.includes('browser')))
  expect(turn).toHaveLength(1)
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
