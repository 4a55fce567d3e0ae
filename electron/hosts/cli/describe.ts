/** `list` and `describe`: what there is to run, in words. */
import type { FaultInfo } from '../../contract/fault.ts'
import type { ScenarioInfo, SettingSpec } from '../../contract/settings.ts'

const heading = ({ id, title }: ScenarioInfo) => `${id}: ${title}`

export const listText = (scenarios: readonly ScenarioInfo[]) =>
  scenarios.map((info) => `${heading(info)}\n  ${info.summary}\n`).join('\n')

export const describeText = (info: ScenarioInfo) =>
  [
    heading(info),
    info.summary,
    `Source: ${info.source}`,
    '',
    ...info.settings.map(settingText),
    ...presetsText(info),
  ].join('\n')

const presetsText = ({ lesson }: ScenarioInfo) => [
  '  presets (--preset)',
  ...lesson.presets.map(({ id, shows }) => `      ${id}: ${shows}`),
  '',
]

function settingText(spec: SettingSpec): string {
  const lines = [`  ${spec.key} (${typeText(spec)}, default ${JSON.stringify(spec.default)})`, `    ${spec.meaning}`]
  if (spec.type === 'choice') lines.push(...spec.choices.map(({ value, meaning }) => `      ${value}: ${meaning}`))
  if (spec.type === 'text') lines.push(`      such as: ${spec.examples.join(', ')}`)
  return `${lines.join('\n')}\n`
}

function typeText(spec: SettingSpec): string {
  if (spec.type === 'choice') return spec.choices.map(({ value }) => value).join(' or ')
  if (spec.type === 'integer') return `${spec.minimum} to ${spec.maximum}`
  return 'text'
}

const CALLS = '<n> counts the calls of a participant, from 1; a touch of shared memory is a step, but no call.'

export const faultsText = (scenarios: readonly ScenarioInfo[]) =>
  [...scenarios.map((info) => [heading(info), ...info.faults.map(faultText)].join('\n')), CALLS].join('\n\n')

const faultText = ({ form, teaches }: FaultInfo) => `  ${form}\n    ${teaches}`
