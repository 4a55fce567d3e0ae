/** peer-to-peer as hosts present it: its story and what can go wrong in it. */
import type { ScenarioInfo } from '../../contract/settings.ts'
import { hang, kill } from '../faults.ts'
import { lesson } from './lesson.ts'
import { mistakes } from './mistakes.ts'
import { settings } from './settings.ts'

export { whatIsWrongTogether } from './settings.ts'

const everybody = ['peer-1', 'peer-2', 'creator', 'opener']

export const info: ScenarioInfo = {
  id: 'peer-to-peer',
  title: 'Peer to peer',
  source: 'Alibaba Cloud, “Windows inter-process communication (shared memory)”',
  summary:
    'Two equal processes share memory, and whoever comes first initialises it; or one creates it and another one, which it starts, opens it.',
  file: 'electron/scenarios/peer-to-peer.ts',
  programs: [
    {
      name: 'peer',
      tone: 'neutral',
      side: 'left',
      access: 'both',
      calls: [
        'AfxMessageBox',
        'CloseHandle',
        'CreateFileMapping',
        'CreateMutex',
        'GetLastError',
        'MapViewOfFile',
        'ReleaseMutex',
        'Sleep',
        'UnmapViewOfFile',
        'WaitForSingleObject',
        'getchar',
        'printf',
      ],
    },
    {
      name: 'creator',
      tone: 'blue',
      side: 'left',
      access: 'writes',
      starts: 'opener',
      aside: true,
      calls: [
        'CloseHandle',
        'CreateFileMapping',
        'GetLastError',
        'MapViewOfFile',
        'ShellExecute',
        'UnmapViewOfFile',
        'getchar',
      ],
    },
    {
      name: 'opener',
      tone: 'green',
      side: 'right',
      access: 'reads',
      aside: true,
      calls: ['AfxMessageBox', 'CloseHandle', 'GetLastError', 'MapViewOfFile', 'OpenFileMapping', 'UnmapViewOfFile'],
    },
  ],
  firstCalls: ['CreateFileMapping', 'OpenFileMapping'],
  lesson,
  compares: { setting: 'version', preset: 'race' },
  mistakes,
  teaches: 'That shared memory exists before it is initialised, and how the second to come can tell.',
  minutes: 10,
  rails: ['mutex'],
  welcome: {
    title: 'Two equals, one piece of memory',
    story:
      'Two processes run the same program, and each of them tries to create the same shared memory. Who comes first ' +
      'initialises it; GetLastError tells the other one with 183 that it came second. But when it looks, is anything there?',
    steps: [
      { what: 'Step', how: 'with the space bar, which begins; or one of them alone, with `1` or `2`.' },
      { what: 'Choose', how: '“Half initialised” below: the other one comes before the text is written whole.' },
      { what: 'Mend', how: 'the race: with a mutex, or with a flag that is written last.' },
    ],
  },
  faults: [
    kill({
      participants: everybody,
      example: 'kill:peer-1@6',
      label: 'Kill the first peer',
      teaches:
        'Memory that nobody has open is gone with its last process; mended, the mutex of a dead owner is handed on as abandoned.',
    }),
    hang({
      participants: everybody,
      example: 'hang:peer-1@6:2000',
      label: 'Hang the first peer',
      teaches:
        'The other one does not wait for it, and reads what is there; mended, it waits for the mutex as long as its owner takes.',
    }),
  ],
  external: ['peer-1', 'peer-2', 'creator', 'opener'],
  settings,
  implications: [
    { key: 'mode', takes: { second: 'at-once' } },
    { key: 'mode', is: ['creator'], takes: { ready: 'off' } },
    { key: 'second', is: ['too-early', 'too-late'], takes: { mode: 'creator', ready: 'off' } },
    { key: 'second', is: ['before-data', 'half-way'], takes: { mode: 'peers' } },
    { key: 'ready', is: ['on'], takes: { mode: 'peers' } },
  ],
}
