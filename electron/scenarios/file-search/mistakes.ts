/** What the page got wrong in its second part. */
import type { Mistake } from '../../contract/settings.ts'

export const mistakes: Mistake[] = [
  {
    says: 'The client waits for new data without a limit.',
    isSo:
      'A server that has died or given up sets no event. Who waits for an event of another process waits for the handle ' +
      'of that process as well, which SEE_MASK_NOCLOSEPROCESS would return.',
    preset: 'server-dies',
    mended: 'server-dies-mended',
    calls: ['ShellExecuteEx', 'WaitForSingleObject'],
  },
  {
    says: 'The server gives up when a record has not been taken within 5 seconds.',
    isSo: 'It sends no end marker then, and says nothing: the client, which was only slow, waits for ever.',
    preset: 'give-up',
    mended: 'give-up-mended',
  },
  {
    says: 'An empty record tells that the search is done.',
    isSo: 'It can be given up like any other record, unseen: all files arrive, the server says “done”, the client hangs.',
    preset: 'marker-lost',
    mended: 'marker-lost-mended',
  },
  {
    says: 'The path grows by wcscat in an array of MAX_PATH characters.',
    isSo: 'Four long names are enough to write behind its end: the stack is overwritten.',
    preset: 'awkward',
    mended: 'awkward-mended',
    calls: ['FindFirstFile'],
  },
  {
    says: 'Every directory is entered.',
    isSo: 'A link may lead back to where it stands: the search goes round until the path overflows.',
    preset: 'loop',
    mended: 'loop-mended',
    calls: ['FindNextFile'],
  },
  {
    says: 'A folder that cannot be read is passed over.',
    isSo: 'Nobody asks GetLastError why: a folder that does not exist is searched with success, and no file.',
    preset: 'no-folder',
    mended: 'no-folder-mended',
    calls: ['FindFirstFile'],
  },
  {
    says: 'Only WAIT_OBJECT_0 counts as owning the mutex.',
    isSo:
      'After the death of its owner WAIT_ABANDONED is returned, and the mutex is owned all the same: the listing breaks ' +
      'off and never releases it.',
    calls: ['WaitForSingleObject'],
  },
  {
    says: 'The server opens the mutex with WRITE_OWNER.',
    isSo: 'That is the right to change whose object it is. To wait for it takes SYNCHRONIZE, to release it nothing more.',
    calls: ['OpenMutex'],
  },
  {
    says: 'At the end the server waits for the last record to be taken, lest the memory go too early.',
    isSo: 'The client has created everything and keeps it open: the wait protects nothing.',
    calls: ['WaitForSingleObject'],
  },
  {
    says: 'The client has read, and sets the event; before the first record it is set twice.',
    isSo: 'It was created set. A signal to an event that is set already is no second one.',
    calls: ['SetEvent'],
  },
  {
    says: 'Sharing needs Global\\, in all four names.',
    isSo: 'For ordinary users the events and the mutex are made, and the section is refused with 5.',
    calls: ['CreateFileMapping'],
  },
  {
    says: 'Who starts and takes is called the client, who searches the server; the text calls them the other way round.',
    isSo: 'It is the client here that owns every object, and without which the server finds nothing to open.',
    calls: ['ShellExecuteEx'],
  },
]
