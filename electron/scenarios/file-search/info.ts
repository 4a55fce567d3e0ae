/** file-search as hosts present it: its story and what can go wrong in it. */
import type { ScenarioInfo } from '../../contract/settings.ts'
import { hang, kill } from '../faults.ts'
import { lesson } from './lesson.ts'
import { mistakes } from './mistakes.ts'
import { settings } from './settings.ts'

const both = ['client', 'server']

export const info: ScenarioInfo = {
  id: 'file-search',
  title: 'File search',
  source: 'www.cpp-blog.com, “Shared Memory”, second part',
  summary:
    'A client starts a server, which searches a folder and hands over each file that it finds through memory with room for one record: the event ServerNewData says that there is one, ClientReadFinish that it has been taken.',
  file: 'electron/scenarios/file-search.ts',
  programs: [
    {
      name: 'client',
      tone: 'blue',
      side: 'left',
      access: 'reads',
      starts: 'server',
      calls: [
        'CloseHandle',
        'CreateEvent',
        'CreateFileMapping',
        'CreateMutex',
        'GetLastError',
        'MapViewOfFile',
        'ReleaseMutex',
        'SetEvent',
        'ShellExecuteEx',
        'Sleep',
        'UnmapViewOfFile',
        'WaitForMultipleObjects',
        'WaitForSingleObject',
        '_kbhit',
        'wprintf',
      ],
    },
    {
      name: 'server',
      tone: 'green',
      side: 'right',
      access: 'writes',
      calls: [
        'CloseHandle',
        'FindClose',
        'FindFirstFile',
        'FindNextFile',
        'GetLastError',
        'MapViewOfFile',
        'OpenEvent',
        'OpenFileMapping',
        'OpenMutex',
        'ReleaseMutex',
        'SetEvent',
        'UnmapViewOfFile',
        'WaitForMultipleObjects',
        'WaitForSingleObject',
        'wprintf',
      ],
    },
  ],
  firstCalls: ['CreateFileMapping', 'OpenFileMapping'],
  lesson,
  compares: { setting: 'version', preset: 'loop' },
  mistakes,
  teaches: 'How two events make one place in memory a stream, and what becomes of it when one side gives up.',
  minutes: 10,
  rails: ['event', 'mutex'],
  welcome: {
    title: 'A stream through one place',
    story:
      'A client wants to know all files of a folder, and starts a server that looks for them. Each file is a record, and ' +
      'the shared memory has room for one: so the two take turns, record by record, until an empty one says that it is over.',
    steps: [
      { what: 'Step', how: 'from call to call with the space bar. The first press begins.' },
      { what: 'Watch', how: 'how each event wakes the other process, and lets one record through.' },
      { what: 'Break', how: 'it: a client that is slow, a server that dies, a link that leads back.' },
    ],
  },
  faults: [
    kill({
      participants: both,
      example: 'kill:server@14',
      label: 'Kill the server',
      teaches: 'Nobody sets the event that the client waits for; only the handle of the process tells of its end.',
    }),
    hang({
      participants: both,
      example: 'hang:client@12:8000',
      label: 'Hang the client',
      teaches:
        'The server waits for as long as `timeout` says for its record to be taken, and then leaves without a word.',
    }),
  ],
  external: both,
  settings,
  implications: [
    { key: 'folder', isNot: [''], takes: { sample: 'few' } },
    { key: 'sample', is: ['loop', 'awkward'], takes: { folder: '' } },
  ],
}
