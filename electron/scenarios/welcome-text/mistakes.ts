/** What the page got wrong in its first part. */
import type { Mistake } from '../../contract/settings.ts'

export const mistakes: Mistake[] = [
  {
    says: 'The prefix Global\\ is required to share memory between two processes.',
    isSo:
      'Within a session Local\\ does. Global\\ even breaks the listing for ordinary users: to create a section there ' +
      'takes a privilege since Windows Vista, and without it error 5 is told.',
    calls: ['CreateFileMapping'],
  },
  {
    says: 'The text is copied without the zero that ends it.',
    isSo: 'The reader finds an end only because new memory is filled with zeros; a longer text before it would shine through.',
    calls: ['CreateFileMapping'],
  },
  {
    says: 'The creator pauses for a key, so that the reader can come.',
    isSo: 'Nothing tells the creator that the text was read, or the reader that it is there: too early and too late both fail.',
    preset: 'too-late',
    mended: 'in-time',
    calls: ['_getwch', 'OpenFileMapping'],
  },
]
