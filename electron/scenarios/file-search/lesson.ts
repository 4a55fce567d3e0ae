/** file-search as a lesson: what to try, and what to remember. */
import type { Lesson } from '../../contract/settings.ts'
import { weakness } from '../weakness.ts'

/** Shorter than the listing's 5 seconds, which a class has not to wait for. */
const short = { timeout: 1500 }
const slow = { ...short, delay: 2500 }

export const lesson: Lesson = {
  in1992:
    'Shared memory has no end that one could write to, as a pipe has: it is there, and whoever wants a stream makes one ' +
    'himself. Here two events pass the turn from one to the other, and there is room for a single record.',
  today:
    'The same hand-over still carries streams, mostly through a ring of many places, so that none waits for the other at ' +
    'each step. What the listings leave out stays as hard: how the one learns that the other has given up.',
  presets: [
    {
      id: 'stream',
      label: 'A stream of records',
      shows:
        'Two events, one place: a record is written when the one before has been taken, and an empty one is the end.',
      settings: {},
    },
    ...weakness(
      'give-up',
      [
        'The server gives up',
        'The client is slow; the server gives up and says nothing, and the client waits for ever.',
      ],
      [
        'The server gives up, mended',
        'The client waits for the end of the server as well, and knows that something is missing.',
      ],
      { ...slow, 'delay-at': 2 },
    ),
    ...weakness(
      'marker-lost',
      [
        'The end is lost',
        'All files have arrived, and the end marker has not: the server is done, and the client waits.',
      ],
      ['The end is lost, mended', 'Without its marker the end of the server says that it cannot have been all.'],
      { ...slow, 'delay-at': 5 },
    ),
    ...weakness(
      'server-dies',
      ['The server dies', 'Who is dead sets no event, and INFINITE is a long time.'],
      ['The server dies, mended', 'A process can be waited for like an event: its handle is set by its end.'],
      short,
      ['kill:server@14', 'kill:server@14'],
    ),
    ...weakness(
      'loop',
      [
        'A link leads back',
        'The search goes round and round, until wcscat writes behind the end of the path’s array.',
      ],
      ['A link leads back, mended', 'A link says that it is one: it is told of, and not entered.'],
      { ...short, sample: 'loop' },
    ),
    ...weakness(
      'awkward',
      [
        'Names of all kinds',
        'Four long names make a path that has no room in wchar_t[260]: the stack is overwritten.',
      ],
      ['Names of all kinds, mended', 'What a record cannot carry, and what cannot be read, is counted and told.'],
      { ...short, sample: 'awkward' },
    ),
    ...weakness(
      'no-folder',
      ['No such folder', 'FindFirstFile fails, nobody asks why, and the search ends well: without a file.'],
      ['No such folder, mended', 'Who asks GetLastError can say what could not be read.'],
      { folder: 'there is no such folder' },
    ),
  ],
  remember: [
    'A stream needs an end that can be told from a standstill: a marker, or the end of the process that writes.',
    'Who waits for an event of another process waits for that process’s handle as well.',
    'A timeout on one side only ends one side only.',
    'Links lead in circles, and names can be longer than any array: both have to be looked at before they are followed.',
  ],
}
