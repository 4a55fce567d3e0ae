/** The settings of one-server-many-clients, and which of them go together. */
import type { ScenarioInfo, Settings } from '../../contract/settings.ts'
import { MOST_CLIENTS } from './names.ts'

const milliseconds = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum }) as const

export const settings: ScenarioInfo['settings'] = [
  {
    key: 'clients',
    label: 'Clients',
    meaning: 'How many clients there are, each a process of its own.',
    ...{ type: 'integer', default: 2, minimum: 1, maximum: MOST_CLIENTS },
  },
  {
    key: 'requests',
    label: 'Requests',
    meaning: 'How often each client asks.',
    ...{ type: 'integer', default: 2, minimum: 1, maximum: 10_000 },
  },
  {
    key: 'version',
    label: 'Version',
    meaning: 'As the article has it, or without its weak points.',
    type: 'choice',
    default: 'mended',
    choices: [
      {
        value: 'original',
        label: 'Original',
        meaning:
          'Done is believed whoever it is meant for, an abandoned mutex is not free, a mapping means a server, and the server polls.',
      },
      {
        value: 'mended',
        label: 'Mended',
        meaning:
          'Done is reset before Exec, replies to other requests are passed over, an abandoned mutex is taken, and the server waits.',
      },
    ],
  },
  {
    key: 'servers',
    label: 'The server',
    meaning: 'What becomes of the server while clients run.',
    type: 'choice',
    default: 'one',
    choices: [
      { value: 'one', label: 'Stays', meaning: 'One server, until all clients have ended.' },
      { value: 'second', label: 'A second comes', meaning: 'A second one is started beside it, and refused.' },
      {
        value: 'restarted',
        label: 'Is started again',
        meaning: 'It is closed after one answer, and started again when a client has missed it.',
      },
      {
        value: 'gone',
        label: 'Is closed',
        meaning: 'It is closed when the first client has asked; then the others come, while the first still runs.',
      },
    ],
  },
  {
    key: 'arrival',
    label: 'The clients come',
    meaning: 'When the clients after the first are started.',
    type: 'choice',
    default: 'together',
    choices: [
      { value: 'together', label: 'Together', meaning: 'All at once: chance decides who asks first.' },
      { value: 'later', label: 'Later', meaning: 'When the first one is about to ask.' },
    ],
  },
  {
    key: 'work',
    label: 'Work (ms)',
    meaning: 'How many milliseconds the server takes for a request.',
    ...milliseconds(0, 60_000),
    default: 0,
  },
  {
    key: 'work-at',
    label: 'Work at',
    meaning: 'Which request takes the server that long, counted from 1; 0 is each.',
    ...{ type: 'integer', default: 0, minimum: 0, maximum: 80_000 },
  },
  {
    key: 'timeout',
    label: 'Timeout (ms)',
    meaning: 'How many milliseconds a client waits for its reply.',
    ...milliseconds(100, 60_000),
    default: 2000,
  },
  {
    key: 'poll',
    label: 'Poll (ms)',
    meaning: 'How many milliseconds the original’s server lets pass between two looks at Exec.',
    ...milliseconds(1, 10_000),
    default: 100,
  },
]

export function whatIsWrongTogether({ servers, clients }: Settings): string | null {
  if (servers !== 'gone' || Number(clients) > 1) return null
  return `servers=gone does not go with clients=1: somebody has to come when the server is gone. Allowed is 2 to ${MOST_CLIENTS}.`
}
