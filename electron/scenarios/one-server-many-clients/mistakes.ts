/** What the article got wrong, or left out. */
import type { Mistake } from '../../contract/settings.ts'

export const mistakes: Mistake[] = [
  {
    says: 'Whoever is woken by Done handles the values that the server has returned.',
    isSo:
      'An event does not say whose it is: the reply to a client that has given up, or has died, wakes the next one, which ' +
      'takes it for its own. Reset Done before Exec, and number the requests.',
    preset: 'stale-done',
    mended: 'stale-done-mended',
    calls: ['SetEvent', 'WaitForSingleObject'],
  },
  {
    says: 'A client that has no reply within its timeout reports that, and is done.',
    isSo: 'Its Exec may still be set, and the next server answers a request that nobody waits for any more.',
    preset: 'stale-exec',
    mended: 'stale-exec-mended',
  },
  {
    says: 'A client communicates if the mutex is free.',
    isSo:
      'After the death of its owner the wait returns WAIT_ABANDONED, which is not “free”, and yet the mutex is owned: a ' +
      'client that passes on without a release keeps everybody else waiting.',
    preset: 'abandoned',
    mended: 'abandoned-mended',
    calls: ['WaitForSingleObject'],
  },
  {
    says: 'If the mapping cannot be opened, the server is not running.',
    isSo: 'If it can, somebody has it open: other clients perhaps, and no server.',
    preset: 'looks-alive',
    mended: 'looks-alive-mended',
    calls: ['OpenFileMapping'],
  },
  {
    says: 'ERROR_ALREADY_EXISTS tells that the server is started for a second time, or was killed while clients run.',
    isSo: 'It cannot tell which of the two. A second server has to be kept out by something that the server alone has open.',
    mended: 'second-server',
    calls: ['CreateFileMapping'],
  },
  {
    says: 'The sample looks for requests from a timer, for simplicity.',
    isSo: 'Each request waits for the next look. One wait for the request and for the end loses no time until the next look.',
    preset: 'polling',
    mended: 'polling-mended',
  },
  {
    says: 'Multiple clients communicate in a very fast and reliable manner.',
    isSo: 'There is one structure, and so one request at a time, whatever the number of clients.',
    preset: 'in-turn',
  },
]
