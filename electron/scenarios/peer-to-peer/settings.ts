/** The settings of peer-to-peer, and which of them go together. */
import { either } from '../../contract/problem.ts'
import type { ScenarioInfo, Settings } from '../../contract/settings.ts'
import { whatIsWrongWithText } from '../narrow-text.ts'
import { READY_AT, SIZE } from './names.ts'

export const settings: ScenarioInfo['settings'] = [
  {
    key: 'mode',
    label: 'Mode',
    meaning: 'Whether both are equals, or one creates and the other one opens.',
    type: 'choice',
    default: 'peers',
    choices: [
      { value: 'peers', label: 'Peers', meaning: 'Each creates; who comes first initialises the memory.' },
      {
        value: 'creator',
        label: 'Creator and opener',
        meaning: 'The listing: only one creates, the other one opens.',
      },
    ],
  },
  {
    key: 'ready',
    label: 'Ready flag',
    meaning: 'Whether the first peer writes a flag behind the data, last, and the second waits for it.',
    type: 'choice',
    default: 'off',
    choices: [
      { value: 'off', label: 'Off', meaning: 'Nothing tells whether the data are complete.' },
      { value: 'on', label: 'On', meaning: 'The second peer looks again and again until the flag is there.' },
    ],
  },
  {
    key: 'version',
    label: 'Version',
    meaning: 'As the page has it, or without its mistakes.',
    type: 'choice',
    default: 'mended',
    choices: [
      {
        value: 'original',
        label: 'Original',
        meaning: 'Peers without a mutex; a listing that looks at no result, and whose creator closes nothing.',
      },
      {
        value: 'mended',
        label: 'Mended',
        meaning:
          'Peers take a mutex before they create, and keep it until all is initialised; results are looked at.',
      },
    ],
  },
  {
    key: 'second',
    label: 'The second comes',
    meaning: 'When the second process is started.',
    type: 'choice',
    default: 'at-once',
    choices: [
      {
        value: 'at-once',
        label: 'At once',
        meaning: 'With the first peer, so that either may win; or by the creator.',
      },
      { value: 'afterwards', label: 'Afterwards', meaning: 'By a person, when the data are complete.' },
      { value: 'before-data', label: 'Before the data', meaning: 'When the memory is there, and nothing in it yet.' },
      { value: 'half-way', label: 'Half-way', meaning: 'When half of the text is written.' },
      { value: 'too-early', label: 'Too early', meaning: 'Before the creator: there is nothing to open yet.' },
      { value: 'too-late', label: 'Too late', meaning: 'After the creator has ended: the memory is gone with it.' },
    ],
  },
  {
    key: 'text',
    label: 'Text',
    meaning: `What is stored; with the zero that ends it, it has to fit into ${SIZE} bytes, without the flag’s 4.`,
    type: 'text',
    default: 'Update',
    examples: ['Update', 'Grüße, 你好, 👋'],
    maximumLength: SIZE - 1,
  },
  {
    key: 'view',
    label: 'The view’s 1024',
    meaning: 'Which parameter of MapViewOfFile gets the 1024: the page has lost the zeros between them.',
    type: 'choice',
    default: 'size',
    choices: [
      { value: 'size', label: 'The size', meaning: '0, 0, 1024: what must have been meant.' },
      { value: 'low', label: 'The offset', meaning: '0, 1024, 0: no multiple of 64 KB, so that 1132 is told.' },
      { value: 'high', label: 'The offset, high', meaning: '1024, 0, 0: 4 TB behind the end, so that 87 is told.' },
    ],
  },
  {
    key: 'timeout',
    label: 'Timeout (ms)',
    meaning: 'How long a peer waits for the flag, and how long anybody may hang before it is ended, in milliseconds.',
    type: 'integer',
    default: 5000,
    minimum: 100,
    maximum: 60_000,
  },
]

/** When the second process can come in each mode. */
const MOMENTS: Record<string, readonly string[]> = {
  peers: ['at-once', 'afterwards', 'before-data', 'half-way'],
  creator: ['at-once', 'afterwards', 'too-early', 'too-late'],
}

export function whatIsWrongTogether({ mode, ready, second, text }: Settings): string | null {
  const moments = MOMENTS[String(mode)] ?? []
  if (!moments.includes(String(second))) {
    return `second=${second} does not go with mode=${mode}. Allowed is ${either(moments)}.`
  }
  if (mode === 'creator' && ready === 'on') {
    return 'ready=on does not go with mode=creator: there the data are complete before the opener is started. Allowed is off.'
  }
  return whatIsWrongWithText(String(text), ready === 'on' ? READY_AT : SIZE)
}
