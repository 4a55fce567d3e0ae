/** one-server-many-clients as hosts present it: its story and what can go wrong in it. */
import type { ScenarioInfo } from '../../contract/settings.ts'
import { hang, kill } from '../faults.ts'
import { lesson } from './lesson.ts'
import { mistakes } from './mistakes.ts'
import { MOST_CLIENTS } from './names.ts'
import { settings } from './settings.ts'

const clients = Array.from({ length: MOST_CLIENTS }, (_, index) => `client-${index + 1}`)
const everybody = ['server', 'server-2', ...clients]

export const info: ScenarioInfo = {
  id: 'one-server-many-clients',
  title: 'One server, many clients',
  source: 'CodeProject, “Interprocess Communication using Shared Memory” (1999)',
  summary:
    'One server and up to eight clients share one structure: a mutex lets one client ask at a time, the event Exec tells the server of the request, and Done the client of the reply.',
  file: 'electron/scenarios/one-server-many-clients.ts',
  programs: [
    {
      name: 'client',
      tone: 'blue',
      side: 'left',
      access: 'both',
      calls: [
        'AfxMessageBox',
        'CloseHandle',
        'CreateEvent',
        'CreateMutex',
        'GetCurrentProcessId',
        'GetLastError',
        'MapViewOfFile',
        'OpenFileMapping',
        'OpenMutex',
        'ReleaseMutex',
        'ResetEvent',
        'SetEvent',
        'UnmapViewOfFile',
        'WaitForSingleObject',
        'getchar',
        'printf',
      ],
    },
    {
      name: 'server',
      tone: 'green',
      side: 'right',
      access: 'both',
      calls: [
        'CloseHandle',
        'CreateEvent',
        'CreateFileMapping',
        'CreateMutex',
        'GetCurrentProcessId',
        'GetLastError',
        'MapViewOfFile',
        'ReleaseMutex',
        'SetEvent',
        'Sleep',
        'UnmapViewOfFile',
        'WaitForMultipleObjects',
        'WaitForSingleObject',
        'printf',
      ],
    },
  ],
  firstCalls: ['CreateFileMapping', 'OpenFileMapping'],
  lesson,
  compares: { setting: 'version', preset: 'stale-done' },
  mistakes,
  teaches: 'How a mutex and two events make shared memory a conversation, and whom a late signal deceives.',
  minutes: 15,
  rails: ['event', 'mutex'],
  welcome: {
    title: 'Many clients, one at a time',
    story:
      'Several clients want something of one server, and all of them map the same shared memory. Whoever gets the mutex ' +
      'writes a request there and signals Exec; the server writes its reply and signals Done. Every call is real, and ' +
      'none is made before you say so.',
    steps: [
      {
        what: 'Step',
        how: 'from call to call with the space bar. The first press begins; you decide who goes next.',
      },
      { what: 'Watch', how: 'who waits for the mutex while another client asks.' },
      {
        what: 'Break',
        how: 'it: a signal that comes too late, a client that dies with the mutex, a server that is gone.',
      },
    ],
  },
  faults: [
    kill({
      participants: everybody,
      example: 'kill:client-1@12',
      label: 'Kill a client that asks',
      teaches: 'The mutex of a dead owner goes to the next as abandoned; what it protects may be half done.',
    }),
    hang({
      participants: everybody,
      example: 'hang:server@11:8000',
      label: 'Hang the server',
      teaches: 'Only the timeout of a wait for an event tells that nobody is going to signal it.',
    }),
  ],
  external: ['server', ...clients],
  settings,
}
