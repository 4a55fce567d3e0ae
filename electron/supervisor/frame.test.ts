import { expect, test, vi } from 'vitest'
import type { SettingSpec } from '../contract/settings.ts'
import { type Frame, type FrameMessage, infoWithoutFrame, useFrame } from './frame.ts'
import { findScenario, resolveSettings } from './resolve-settings.ts'
import { UsageError } from './usage-error.ts'

const scenario = findScenario('request-reply')
const chosen = { window: 'frame' }
const settings = resolveSettings(scenario, chosen, { hasFrame: true })

function createFrame() {
  const listening = new Map<number, (message: FrameMessage) => void>()
  const frame: Frame = {
    handle: 0x1052a,
    listen(ids, heard) {
      for (const id of ids) listening.set(id, heard)
      return () => listening.clear()
    },
  }
  return { frame, listening }
}

const valuesOf = (specs: readonly SettingSpec[]) =>
  specs
    .flatMap((spec) => (spec.type === 'choice' && spec.key === 'window' ? spec.choices : []))
    .map(({ value }) => value)

test('a host without a frame neither offers it nor takes it', () => {
  expect(valuesOf(scenario.info.settings)).toEqual(['command-line', 'request', 'frame'])
  expect(valuesOf(infoWithoutFrame(scenario.info).settings)).toEqual(['command-line', 'request'])
  expect(() => resolveSettings(scenario, chosen)).toThrow(UsageError)
  expect(() => resolveSettings(scenario, chosen)).toThrow(
    'window=frame needs the visible window of the desktop app on Windows, which is not here. Allowed is command-line or request.',
  )
  expect(() => resolveSettings(scenario, { window: 'none' })).toThrow('Allowed is command-line or request.')
})

test('there is one frame: several windows do not go with it', () => {
  expect(settings).toMatchObject({ window: 'frame', windows: 1 })
  const resolving = () => resolveSettings(scenario, { ...chosen, windows: 2 }, { hasFrame: true })
  expect(resolving).toThrow(/windows=2.*window=frame.*one visible frame.*window=request, or windows=1/)
})

test('what the frame gets is handed on to the participant that names it, until the run is over', () => {
  const { frame, listening } = createFrame()
  const command = vi.fn()
  const use = useFrame(scenario, settings, frame, command)
  expect([use?.handleFor('client'), use?.handleFor('server')]).toEqual([0x1052a, undefined])
  expect([...listening.keys()]).toEqual(scenario.frame?.messages)
  const [id = 0] = listening.keys()
  listening.get(id)?.({ id, mp1: 1, mp2: 2 })
  expect(command.mock.calls).toEqual([
    ['client', { type: 'hand-on', message: { window: 0x1052a, id, mp1: 1, mp2: 2 } }],
  ])
  use?.end()
  expect(listening.size).toBe(0)
})

test('settings that name no frame leave it alone', () => {
  const { frame, listening } = createFrame()
  expect(useFrame(scenario, resolveSettings(scenario, {}), frame, () => {})).toBeNull()
  expect(listening.size).toBe(0)
})
