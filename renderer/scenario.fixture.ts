/** A scenario as a host describes it, and the header of a run of it, for tests of what is told of runs. */
import type { ScenarioInfo } from '../electron/contract/settings.ts'
import type { TraceHeader } from '../electron/contract/trace.ts'

const setting = (key: string, label: string) => ({ key, label, meaning: '' })

export const info: ScenarioInfo = {
  ...{ id: 'request-reply', title: 'Request and reply', source: 'a book', summary: '', file: '', asks: true },
  ...{ programs: [], faults: [], lesson: { in1992: '', today: '', presets: [], remember: [] } },
  settings: [
    {
      ...setting('free', 'Client frees'),
      ...{ type: 'choice', default: 'after-receipt' },
      choices: ['after-post', 'after-receipt'].map((value) => ({
        value,
        label: `After the ${value.slice(6)}`,
        meaning: '',
      })),
    },
    { ...setting('size', 'Size'), type: 'integer', default: 4096, minimum: 1, maximum: 65_536 },
    { ...setting('ask', 'Ask'), type: 'text', default: 'lookup Fe', examples: [], maximumLength: 1000 },
    { ...setting('requests', 'Requests'), type: 'integer', default: 1, minimum: 1, maximum: 10_000 },
  ],
}

const usual = Object.fromEntries(info.settings.map((spec) => [spec.key, spec.default]))

/** By the defaults, but for these settings. */
export const headerOf = (settings: TraceHeader['settings'], rest: Partial<TraceHeader> = {}): TraceHeader => ({
  ...{ format: 'sharemem-trace', version: 1, scenario: info.id, settings: { ...usual, ...settings } },
  platform: { os: 'linux', kernel: 'sysv', node: '20.19.0', arch: 'x64' },
  participants: ['client', 'server'].map((id) => ({ id, role: id, pid: 42 })),
  ...rest,
})
