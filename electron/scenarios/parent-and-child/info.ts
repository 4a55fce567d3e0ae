/** parent-and-child as hosts present it: its story, its settings and what can go wrong in it. */
import type { ScenarioInfo, Settings } from '../../contract/settings.ts'
import { hang, kill } from '../faults.ts'
import { whatIsWrongWithText } from '../narrow-text.ts'
import { lesson } from './lesson.ts'
import { mistakes } from './mistakes.ts'
import { SIZE } from './names.ts'

const both = ['parent', 'child']

export const info: ScenarioInfo = {
  id: 'parent-and-child',
  title: 'Parent and child',
  source: 'BrainKart, “Sharing Memory Between Processes”, Listing 6.27',
  summary:
    'A parent creates a named file mapping, stores a string in it, starts a child and waits for its end; the child opens the mapping by its name and prints what it finds.',
  file: 'electron/scenarios/parent-and-child.ts',
  programs: [
    {
      name: 'parent',
      tone: 'blue',
      side: 'left',
      access: 'writes',
      starts: 'child',
      calls: [
        'CloseHandle',
        'CreateFileMapping',
        'CreateProcess',
        'GetLastError',
        'MapViewOfFile',
        'UnmapViewOfFile',
        'WaitForSingleObject',
        'getchar',
        'printf',
      ],
    },
    {
      name: 'child',
      tone: 'green',
      side: 'right',
      access: 'reads',
      calls: [
        'CloseHandle',
        'GetLastError',
        'MapViewOfFile',
        'OpenFileMapping',
        'UnmapViewOfFile',
        'getchar',
        'printf',
      ],
    },
  ],
  firstCalls: ['CreateFileMapping', 'OpenFileMapping'],
  lesson,
  compares: { setting: 'version' },
  mistakes,
  teaches: 'How long shared memory lives, and how a parent waits for the end of its child.',
  minutes: 5,
  faults: [
    kill({
      participants: both,
      example: 'kill:child@3',
      label: 'Kill the child',
      teaches:
        'Windows closes the handles and unmaps the views of a process that ends, and wakes whoever waits for it.',
    }),
    hang({
      participants: both,
      example: 'hang:child@2:8000',
      label: 'Hang the child',
      teaches: 'A parent that waits with INFINITE waits for as long as its child takes.',
    }),
  ],
  external: ['parent', 'child'],
  settings: [
    {
      key: 'text',
      label: 'Text',
      meaning: `What the parent stores; with the zero that ends it, it has to fit into ${SIZE} bytes.`,
      type: 'text',
      default: 'Data from first process',
      examples: ['Data from first process', 'Grüße aus dem ersten Prozess'],
      maximumLength: SIZE - 1,
    },
    {
      key: 'version',
      label: 'Version',
      meaning: 'The listing as it was printed, or without its mistakes.',
      type: 'choice',
      default: 'mended',
      choices: [
        {
          value: 'original',
          label: 'Original',
          meaning: 'It looks at no result, and leaves the handles of the child open until the parent ends.',
        },
        { value: 'mended', label: 'Mended', meaning: 'Each result is looked at, and each handle closed.' },
      ],
    },
    {
      key: 'timeout',
      label: 'Timeout (ms)',
      meaning: 'How long a child that does nothing may keep its parent waiting before it is ended, in milliseconds.',
      type: 'integer',
      default: 5000,
      minimum: 100,
      maximum: 60_000,
    },
  ],
}

export const whatIsWrongTogether = ({ text }: Settings) => whatIsWrongWithText(String(text), SIZE)
