/** double-number as hosts present it: its story, its settings and what can go wrong in it. */
import type { ScenarioInfo } from '../../contract/settings.ts'
import { kill } from '../faults.ts'

/** The largest whose double fits into 32 bits. */
const LARGEST = 0x7fff_ffff

export const info: ScenarioInfo = {
  id: 'double-number',
  title: 'Double a number',
  source: 'docs/scenario-guide.md',
  summary:
    'One process writes a number into shared memory and sets an event; another one doubles it and sets a second.',
  file: 'electron/scenarios/double-number.ts',
  programs: [
    {
      name: 'asker',
      tone: 'blue',
      side: 'left',
      access: 'both',
      calls: [
        'CloseHandle',
        'CreateEvent',
        'CreateFileMapping',
        'GetLastError',
        'MapViewOfFile',
        'SetEvent',
        'UnmapViewOfFile',
        'WaitForSingleObject',
        'printf',
      ],
    },
    {
      name: 'doubler',
      tone: 'green',
      side: 'right',
      access: 'both',
      calls: [
        'CloseHandle',
        'GetLastError',
        'MapViewOfFile',
        'OpenEvent',
        'OpenFileMapping',
        'SetEvent',
        'UnmapViewOfFile',
        'WaitForSingleObject',
      ],
    },
  ],
  rails: ['event'],
  firstCalls: ['CreateFileMapping', 'OpenFileMapping'],
  lesson: {
    in1992: 'Two processes share a number. Without a signal neither knows when the other has written.',
    today: 'Two events are still all that it takes, one for each direction.',
    presets: [
      { id: 'answered', label: 'Answered', shows: 'The number comes back doubled.', settings: {} },
      {
        id: 'nobody-answers',
        label: 'Nobody answers',
        shows: 'The doubler dies, and the asker goes on after its time.',
        settings: { timeout: 2000 },
        fault: 'kill:doubler@3',
      },
    ],
    remember: ['Who waits for another process waits for a time, and not for ever.'],
  },
  faults: [
    kill({
      participants: ['doubler'],
      example: 'kill:doubler@3',
      label: 'Kill the doubler',
      teaches: 'An event that nobody sets any more wakes nobody.',
    }),
  ],
  settings: [
    {
      key: 'number',
      label: 'Number',
      meaning: 'What is to be doubled.',
      type: 'integer',
      default: 21,
      minimum: 0,
      maximum: LARGEST,
    },
    {
      key: 'timeout',
      label: 'Timeout (ms)',
      meaning: 'How long the asker waits for the answer, in milliseconds.',
      type: 'integer',
      default: 5000,
      minimum: 100,
      maximum: 60_000,
    },
  ],
}
