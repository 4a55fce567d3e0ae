/** The host's own visible window, as one that a participant may name in place of a window of its own. */
import type { ControlCommand } from '../contract/participant.ts'
import type { ScenarioInfo, Settings } from '../contract/settings.ts'
import type { Scenario } from '../scenarios/scenario.ts'

/** What was posted to it. Both parameters have 32 bits. */
export interface FrameMessage {
  readonly id: number
  readonly mp1: number
  readonly mp2: number
}

/** Only some hosts have one. */
export interface Frame {
  /** As other processes use it; handles have 32 significant bits. */
  readonly handle: number
  /** Hears what is posted to it with these ids from now on. Returns what ends that. */
  listen(ids: readonly number[], heard: (message: FrameMessage) => void): () => void
}

/** Without what can be chosen only where there is a frame. */
export function infoWithoutFrame(info: ScenarioInfo): ScenarioInfo {
  const settings = info.settings.map((spec) =>
    spec.type === 'choice' ? { ...spec, choices: spec.choices.filter(({ needs }) => needs !== 'frame') } : spec,
  )
  return { ...info, settings }
}

export function needsFrame({ settings: specs }: ScenarioInfo, settings: Settings): boolean {
  return specs.some(
    (spec) =>
      spec.type === 'choice' &&
      spec.choices.some(({ value, needs }) => needs === 'frame' && value === settings[spec.key]),
  )
}

/** A run's use of it. */
export interface FrameUse {
  /** For the participant that names it; undefined for all others. */
  handleFor(participant: string): number | undefined
  /** Hears nothing any more. */
  end(): void
}

/** Lets the participant that names it receive what it gets. Null for settings that name no frame. */
export function useFrame(
  { info, frame: named }: Scenario,
  settings: Settings,
  frame: Frame | null,
  command: (participant: string, command: ControlCommand) => void,
): FrameUse | null {
  if (!named || !needsFrame(info, settings)) return null
  if (!frame) throw new Error('the settings were not checked: there is no frame')
  const { handle } = frame
  const end = frame.listen(named.messages, (message) =>
    command(named.participant, { type: 'hand-on', message: { window: handle, ...message } }),
  )
  return { end, handleFor: (participant) => (participant === named.participant ? handle : undefined) }
}
