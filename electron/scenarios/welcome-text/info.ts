/** welcome-text as hosts present it: its story, its settings and what can go wrong in it. */
import type { ScenarioInfo, Settings } from '../../contract/settings.ts'
import { hang, kill } from '../faults.ts'
import { lesson } from './lesson.ts'
import { mistakes } from './mistakes.ts'
import { BUF_SIZE } from './names.ts'

const both = ['creator', 'reader']
/** Wide characters, without the zero that ends them. */
const LONGEST = BUF_SIZE / 2 - 1

export const info: ScenarioInfo = {
  id: 'welcome-text',
  title: 'Welcome text',
  source: 'www.cpp-blog.com, “Shared Memory”, first part',
  summary:
    'One process creates a named section, writes a wide string into it and pauses for a key; another one opens the section by its name and prints the string, if it comes in time.',
  file: 'electron/scenarios/welcome-text.ts',
  programs: [
    {
      name: 'creator',
      tone: 'blue',
      side: 'left',
      access: 'writes',
      calls: [
        'CloseHandle',
        'CreateFileMapping',
        'GetLastError',
        'MapViewOfFile',
        'UnmapViewOfFile',
        '_getwch',
        'wprintf',
      ],
    },
    {
      name: 'reader',
      tone: 'green',
      side: 'right',
      access: 'reads',
      calls: ['CloseHandle', 'GetLastError', 'MapViewOfFile', 'OpenFileMapping', 'UnmapViewOfFile', 'wprintf'],
    },
  ],
  firstCalls: ['CreateFileMapping', 'OpenFileMapping'],
  lesson,
  mistakes,
  teaches: 'That an object in the kernel lives only while somebody has it open.',
  minutes: 5,
  compares: { setting: 'reader' },
  faults: [
    kill({
      participants: both,
      example: 'kill:creator@3',
      label: 'Kill the creator',
      teaches: 'The object is gone with the last process that had it open: nothing of it outlives its users.',
    }),
    hang({
      participants: both,
      example: 'hang:reader@1:8000',
      label: 'Hang the reader',
      teaches: 'The creator cannot know whether anybody has read its text: it waits for a key, not for the reader.',
    }),
  ],
  external: both,
  settings: [
    {
      key: 'text',
      label: 'Text',
      meaning: `What the creator writes, as wide characters: at most ${LONGEST} of them and the zero that ends them.`,
      type: 'text',
      default: 'welcome to IPC introduction from www.cpp-blog.com',
      examples: ['welcome to IPC introduction from www.cpp-blog.com', 'Grüß Gott, 你好, 👋'],
      maximumLength: LONGEST,
    },
    {
      key: 'namespace',
      label: 'Namespace',
      meaning: 'Whether the name belongs to the whole machine or to one session.',
      type: 'choice',
      default: 'Global',
      choices: [
        {
          value: 'Global',
          label: 'Global\\',
          meaning: 'The whole machine: Windows lets only services and administrators create a section there.',
        },
        {
          value: 'Local',
          label: 'Local\\',
          meaning: 'The session of who is logged on: enough for two programs of one user.',
        },
      ],
    },
    {
      key: 'reader',
      label: 'The reader comes',
      meaning: 'When a person starts the second program.',
      type: 'choice',
      default: 'meanwhile',
      choices: [
        { value: 'meanwhile', label: 'Meanwhile', meaning: 'While the creator pauses: the object is there.' },
        { value: 'too-early', label: 'Too early', meaning: 'Before the creator: there is nothing to open yet.' },
        { value: 'too-late', label: 'Too late', meaning: 'After the creator has ended: the object is gone with it.' },
      ],
    },
    {
      key: 'version',
      label: 'Version',
      meaning: 'The listing as it was printed, or without its mistake.',
      type: 'choice',
      default: 'mended',
      choices: [
        {
          value: 'original',
          label: 'Original',
          meaning:
            'The characters are copied without the zero that ends them: the new, empty page happens to hold one.',
        },
        { value: 'mended', label: 'Mended', meaning: 'The zero is written as well.' },
      ],
    },
    {
      key: 'timeout',
      label: 'Timeout (ms)',
      meaning: 'How long a process may neither wait for anybody nor go on before it is ended, in milliseconds.',
      type: 'integer',
      default: 5000,
      minimum: 100,
      maximum: 60_000,
    },
  ],
}

export const whatIsWrongTogether = ({ text }: Settings): string | null =>
  String(text).includes('\0') ? 'text contains a zero, which ends a string. Allowed is any other character.' : null
