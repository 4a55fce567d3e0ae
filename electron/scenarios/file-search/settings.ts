/** The settings of file-search, and which of them go together. */
import type { ScenarioInfo, Settings } from '../../contract/settings.ts'

export const settings: ScenarioInfo['settings'] = [
  {
    key: 'version',
    label: 'Version',
    meaning: 'The listings as they were printed, or without their weak points.',
    type: 'choice',
    default: 'mended',
    choices: [
      {
        value: 'original',
        label: 'Original',
        meaning:
          'The client waits for ever, links are followed, paths end nowhere, and only the bare names of files are sent.',
      },
      {
        value: 'mended',
        label: 'Mended',
        meaning:
          'The client waits for the end of the server as well and can cancel, links are not followed, and each record carries its path.',
      },
    ],
  },
  {
    key: 'sample',
    label: 'Sample',
    meaning: 'What the sample holds.',
    type: 'choice',
    default: 'few',
    choices: [
      { value: 'few', label: 'A few files', meaning: 'Five files in four folders, two of them of the same name.' },
      { value: 'loop', label: 'A loop', meaning: 'A link leads back to where the search begins.' },
      {
        value: 'awkward',
        label: 'Awkward names',
        meaning:
          'A path of 260 characters and more, a folder that is locked, and on Linux a name that is not Unicode.',
      },
    ],
  },
  {
    key: 'folder',
    label: 'Folder',
    meaning: 'Which folder is searched, with all that are in it; without one a sample is made for the run.',
    type: 'text',
    default: '',
    examples: ['C:\\Users', '/usr/share/doc'],
    maximumLength: 4000,
  },
  {
    key: 'delay',
    label: 'Delay (ms)',
    meaning: 'How many milliseconds the client takes for a record.',
    type: 'integer',
    default: 0,
    minimum: 0,
    maximum: 60_000,
  },
  {
    key: 'delay-at',
    label: 'Delay at',
    meaning: 'Which record takes the client that long, counted from 1; 0 is each.',
    type: 'integer',
    default: 0,
    minimum: 0,
    maximum: 10_000_000,
  },
  {
    key: 'timeout',
    label: 'Timeout (ms)',
    meaning: 'How many milliseconds the server waits for the client to take a record, before it gives up.',
    type: 'integer',
    default: 5000,
    minimum: 100,
    maximum: 60_000,
  },
  {
    key: 'namespace',
    label: 'Namespace',
    meaning: 'Whether the names belong to the whole machine or to one session.',
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
]

export const whatIsWrongTogether = ({ folder }: Settings): string | null =>
  String(folder).includes('\0') ? 'folder contains a zero, which ends a path. Allowed is any other character.' : null
