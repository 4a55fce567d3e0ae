/** peer-to-peer as a lesson: what to try, and what to remember. */
import type { Lesson } from '../../contract/settings.ts'

const inTheMiddle = { mode: 'peers', second: 'half-way' }
const listing = { mode: 'creator', version: 'original' }

export const lesson: Lesson = {
  in1992:
    'Two equal programs, and nobody knows which of them a person starts first: so each tries to create the memory, and ' +
    'the number 183 tells who came second. That the memory is there does not say that anything lies in it yet.',
  today:
    'To create and to initialise are still two steps, for memory, files and tables alike. Either nobody else may come in ' +
    'between, which a lock sees to, or what is complete says so itself, with a flag that is written last.',
  presets: [
    {
      id: 'race',
      label: 'Half initialised',
      shows: '183 tells that the memory exists, not that it is complete: the second peer reads half of the text.',
      settings: { ...inTheMiddle, version: 'original', ready: 'off' },
    },
    {
      id: 'empty',
      label: 'Nothing yet',
      shows: 'Between CreateFileMapping and the first byte there is time enough to read zeros.',
      settings: { mode: 'peers', second: 'before-data', version: 'original', ready: 'off' },
    },
    {
      id: 'mutex',
      label: 'Mended by a mutex',
      shows: 'Who has the mutex creates and initialises alone; the second peer waits at the door.',
      settings: { ...inTheMiddle, version: 'mended', ready: 'off' },
    },
    {
      id: 'flag',
      label: 'Mended by a flag',
      shows: 'Without a lock: the second peer sees the memory at once, and looks again until the flag says complete.',
      settings: { ...inTheMiddle, version: 'original', ready: 'on' },
    },
    {
      id: 'first-dies',
      label: 'The first one dies',
      shows: 'It dies with the mutex in its hands: the second gets it, abandoned, finds no memory, and comes first.',
      settings: { mode: 'peers', second: 'before-data', version: 'mended', ready: 'off' },
      fault: 'kill:peer-1@7',
    },
    {
      id: 'penghao',
      label: 'The penghao listing',
      shows: 'One creates, writes, and starts the other, which opens: the data are complete before anybody looks.',
      settings: { ...listing, second: 'at-once' },
    },
    {
      id: 'too-early',
      label: 'The opener comes too early',
      shows: 'Nobody has created anything, and the listing compares with a null pointer: an access violation.',
      settings: { ...listing, second: 'too-early' },
    },
    {
      id: 'too-early-mended',
      label: 'Too early, mended',
      shows: 'Who looks at what OpenFileMapping returns learns of 2, and can say so.',
      settings: { mode: 'creator', version: 'mended', second: 'too-early' },
    },
    {
      id: 'as-printed',
      label: 'As it was printed',
      shows: 'MapViewOfFile has five parameters; the page shows four, and read literally the size is an offset: 87.',
      settings: { mode: 'creator', version: 'mended', second: 'at-once', view: 'high' },
    },
  ],
  remember: [
    '183 says that an object exists, not that what is in it is complete.',
    'Create and initialise under one lock, or write a flag last and read it first.',
    'A null pointer that nobody looks at becomes an access violation later, somewhere else.',
  ],
}
