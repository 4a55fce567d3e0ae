import { expect, test } from 'vitest'
import { nextPreset } from './presets.ts'

const preset = (id: string, settings = {}, fault?: string) => ({
  id,
  label: id,
  shows: '',
  settings,
  ...(fault && { fault }),
})
const presets = [preset('plain'), preset('early', { free: 'early' }), preset('broken', {}, 'kill:server@1')]
const next = (settings: Record<string, string>, fault?: string) => nextPreset(presets, { settings, fault })?.id

test('after the preset that a run was begun with comes the next of the lesson, and nothing after the last', () => {
  expect(next({ free: 'late' })).toBe('early')
  expect(next({ free: 'early' })).toBe('broken')
  expect(next({ free: 'early' }, 'kill:server@1')).toBeUndefined()
})

test('who has begun with no preset begins with the first', () => {
  expect(next({ free: 'late' }, 'hang:server@1')).toBe('plain')
  expect(nextPreset([], { settings: {} })).toBeUndefined()
})
