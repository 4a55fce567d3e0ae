/** What a run is, in words: its kernel, its settings, its question, and when it was. */
import type { ScenarioInfo, SettingSpec, Settings, SettingValue } from '../electron/contract/settings.ts'
import type { Platform, TraceHeader } from '../electron/contract/trace.ts'
import { ASK } from './store.ts'

export function kernelName({ kernel, wine }: Platform): string {
  if (kernel === 'sysv') return 'Linux · System V IPC'
  return wine ? `Wine ${wine} · Win32` : 'Windows · Win32'
}

/** The specifications without what is typed as a question. */
export const specsOf = (scenario: ScenarioInfo): readonly SettingSpec[] =>
  scenario.settings.filter(({ key }) => key !== ASK || !scenario.asks)

/** `Client frees: after the post` */
export function shown(spec: SettingSpec, value: SettingValue): string {
  const choice = spec.type === 'choice' ? spec.choices.find((candidate) => candidate.value === value) : undefined
  return `${spec.label}: ${choice?.label.toLowerCase() ?? value}`
}

/** Those settings of a run that are not as usual; all of them where nobody has described the scenario. */
export function changedOf({ settings }: Pick<TraceHeader, 'settings'>, scenario: ScenarioInfo | null): Settings {
  const entries = Object.entries(settings).filter(([key]) => key !== ASK || scenario?.asks !== true)
  const usual = new Map(scenario?.settings.map((spec) => [spec.key, spec.default]))
  return Object.fromEntries(entries.filter(([key, value]) => usual.get(key) !== value))
}

/** The same in words; a value where nobody has described it. */
export const changesOf = (header: TraceHeader, scenario: ScenarioInfo | null): string[] =>
  Object.entries(changedOf(header, scenario)).map(([key, value]) => {
    const spec = scenario?.settings.find((each) => each.key === key)
    return spec ? shown(spec, value) : `${key}: ${value}`
  })

/** What was asked first; null where nothing could be. */
export function questionOf({ settings }: TraceHeader, scenario: ScenarioInfo | null): string | null {
  const ask = settings[ASK]
  return ask === undefined || scenario?.asks === false ? null : String(ask)
}

/** Made once, by who needs it first: that takes far longer than its use. */
let moment: Intl.DateTimeFormat | null = null

/** When it began, by the clock of who reads it: `28 Nov 2026, 19:05`; null for older recordings. */
export function whenOf({ begun }: TraceHeader): string | null {
  const date = new Date(begun ?? '')
  if (Number.isNaN(date.getTime())) return null
  moment ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return moment.format(date)
}

/** Longer names are cut: together with a folder's, not every system takes them. */
const LONGEST = 120

const toSlug = (text: string) => text.replace(/[^a-zA-Z\d]+/g, '-').replace(/^-|-$/g, '')

/** The moment as a part of a file's name: `2026-11-28-1905`. */
function stampOf({ begun }: TraceHeader): string {
  const date = new Date(begun ?? '')
  if (Number.isNaN(date.getTime())) return ''
  const [year, ...rest] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  const [month, day, hour, minute] = [...rest, date.getHours(), date.getMinutes()].map((n) =>
    String(n).padStart(2, '0'),
  )
  return `${year}-${month}-${day}-${hour}${minute}`
}

/** What its file is called, without an ending: scenario, kernel, what is not as usual, and when. */
export function fileNameOf(header: TraceHeader, scenario: ScenarioInfo | null): string {
  const changed = scenario === null ? [] : Object.entries(changedOf(header, scenario))
  const settings = changed.map(([key, value]) => (typeof value === 'string' ? value : `${key}-${value}`))
  const { platform, fault = '' } = header
  const what = [header.scenario, platform.wine ? 'wine' : platform.os, ...settings, fault].map(toSlug)
  const name = what
    .filter((part) => part !== '')
    .join('-')
    .slice(0, LONGEST)
  return [name, stampOf(header)].filter((part) => part !== '').join('-')
}
