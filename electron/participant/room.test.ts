import { expect, test } from 'vitest'
import { scenarios } from '../scenarios/catalogue.ts'
import { loadRoom } from './room.ts'

test.each(scenarios)('$info.id is found by its name alone', async (scenario) => {
  expect(await loadRoom(scenario.info.id)).toBe(scenario)
})

test('what is no scenario has no room', async () => {
  await expect(loadRoom('nothing')).rejects.toThrow('no scenario nothing')
})
