/** What OS/2's semaphore calls do and why they fail, in words. */
import { type CallWords, text } from './words.ts'

const NO_EVENT = 'this process has no event semaphore of this handle open'
const NO_MUTEX = 'this process has no mutex semaphore of this handle open'
const BAD_NAME = 'a name of a semaphore begins with \\SEM32\\ and must be fit for a file'
const TAKEN = 'a semaphore of this name exists already, and no handle was given: it can be opened instead'
const NOBODY_HAS = 'no process has a semaphore of this name'
const TOO_OFTEN = 'a semaphore can be opened 65,535 times and not once more'
const ENDING = 'the process is about to end, so it waits for nothing any more'
const OWNER_DIED = 'an owner has died with it: what it protects may be half done, and nobody can have it any more'

const limit = (timeout: string) =>
  timeout === 'SEM_INDEFINITE_WAIT' ? 'for as long as it takes' : `for ${timeout} ms at most`
const named = (name: unknown) => (name === null ? '' : ` named ${name}`)

export const semaphoreCalls: Record<string, CallWords> = {
  DosCreateEventSem: {
    next: (args) => `will create an event semaphore${named(args.pszName)}`,
    done: (args, who) =>
      `${who} created an event semaphore${named(args.pszName)}, ${args.fState ? 'posted' : 'reset'} so far. ` +
      'It stays posted until somebody resets it, and lets everybody through meanwhile.',
    failures: {
      ERROR_INVALID_NAME: BAD_NAME,
      ERROR_DUPLICATE_NAME: TAKEN,
      ERROR_INVALID_PARAMETER: 'the attributes are none of an event semaphore',
      ERROR_TOO_MANY_HANDLES: 'there are as many semaphores as there can be',
    },
  },
  DosOpenEventSem: {
    next: (args) => `will open the event semaphore${named(args.pszName)}`,
    done: (args, who) => `${who} opened the event semaphore${named(args.pszName)} that another process created.`,
    failures: {
      ERROR_INVALID_HANDLE: 'no process has a shared event semaphore of this handle',
      ERROR_INVALID_PARAMETER: 'a semaphore is opened by its name or by its handle, not by both',
      ERROR_INVALID_NAME: BAD_NAME,
      ERROR_SEM_NOT_FOUND: NOBODY_HAS,
      ERROR_TOO_MANY_OPENS: TOO_OFTEN,
    },
  },
  DosPostEventSem: {
    next: () => 'will post the event',
    done: (_args, who) =>
      `${who} posted the event: whoever waits for it goes on, and is not held up by a later reset.`,
    failures: {
      ERROR_INVALID_HANDLE: NO_EVENT,
      ERROR_ALREADY_POSTED: 'it was posted already; this is no failure, and the post counts all the same',
      ERROR_TOO_MANY_POSTS: 'it has been posted 65,535 times since the last reset',
    },
  },
  DosWaitEventSem: {
    waits: true,
    next: (args) => `will wait for the event, ${limit(text(args, 'ulTimeout'))}`,
    done: (_args, who) => `${who} waited for the event, and it was posted.`,
    failures: {
      ERROR_INVALID_HANDLE: NO_EVENT,
      ERROR_TIMEOUT: 'nobody posted it in time',
      ERROR_INTERRUPT: ENDING,
    },
  },
  DosResetEventSem: {
    next: () => 'will reset the event',
    done: (args, who) => `${who} reset the event, which had been posted ${text(args, 'pulPostCt')} times.`,
    failures: { ERROR_INVALID_HANDLE: NO_EVENT, ERROR_ALREADY_RESET: 'nobody had posted it since the last reset' },
  },
  DosQueryEventSem: {
    next: () => 'will ask how often the event was posted',
    done: (args, who) =>
      `${who} learned that the event was posted ${text(args, 'pulPostCt')} times since the last reset.`,
    failures: { ERROR_INVALID_HANDLE: NO_EVENT },
  },
  DosCloseEventSem: {
    next: () => 'will close the event semaphore',
    done: (_args, who) => `${who} closed the event semaphore. When the last process has closed it, it is destroyed.`,
    failures: { ERROR_INVALID_HANDLE: NO_EVENT },
  },
  DosCreateMutexSem: {
    next: (args) => `will create a mutex semaphore${named(args.pszName)}`,
    done: (args, who) =>
      `${who} created a mutex semaphore${named(args.pszName)}, ` +
      `which ${args.fState ? 'it owns from the start' : 'nobody owns so far'}. One thread at a time can own it.`,
    failures: {
      ERROR_INVALID_NAME: BAD_NAME,
      ERROR_DUPLICATE_NAME: TAKEN,
      ERROR_INVALID_PARAMETER: 'the attributes are none of a mutex semaphore',
      ERROR_TOO_MANY_HANDLES: 'there are as many semaphores as there can be',
    },
  },
  DosOpenMutexSem: {
    next: (args) => `will open the mutex semaphore${named(args.pszName)}`,
    done: (args, who) => `${who} opened the mutex semaphore${named(args.pszName)} that another process created.`,
    failures: {
      ERROR_INVALID_HANDLE: 'no process has a shared mutex semaphore of this handle',
      ERROR_INVALID_PARAMETER: 'a semaphore is opened by its name or by its handle, not by both',
      ERROR_INVALID_NAME: BAD_NAME,
      ERROR_SEM_NOT_FOUND: NOBODY_HAS,
      ERROR_SEM_OWNER_DIED: `it is open now, but ${OWNER_DIED}`,
      ERROR_TOO_MANY_OPENS: TOO_OFTEN,
    },
  },
  DosRequestMutexSem: {
    waits: true,
    next: (args) => `will request the mutex, and wait ${limit(text(args, 'ulTimeout'))} for it`,
    done: (_args, who) => `${who} owns the mutex now: everybody else who requests it waits until it is released.`,
    failures: {
      ERROR_INVALID_HANDLE: NO_MUTEX,
      ERROR_TIMEOUT: 'its owner did not release it in time',
      ERROR_INTERRUPT: ENDING,
      ERROR_SEM_OWNER_DIED: OWNER_DIED,
      ERROR_TOO_MANY_SEM_REQUESTS: 'its owner has requested it 65,535 times',
    },
  },
  DosReleaseMutexSem: {
    next: () => 'will release the mutex',
    done: (_args, who) => `${who} released the mutex. After as many releases as requests the next one has it.`,
    failures: { ERROR_INVALID_HANDLE: NO_MUTEX, ERROR_NOT_OWNER: 'only its owner can release it' },
  },
  DosQueryMutexSem: {
    next: () => 'will ask who owns the mutex',
    done: (args, who) =>
      args.pulCount === 0
        ? `${who} learned that nobody owns the mutex.`
        : `${who} learned that process ${text(args, 'ppid')} owns the mutex, ${text(args, 'pulCount')} times.`,
    failures: { ERROR_INVALID_HANDLE: NO_MUTEX, ERROR_SEM_OWNER_DIED: OWNER_DIED },
  },
  DosCloseMutexSem: {
    next: () => 'will close the mutex semaphore',
    done: (_args, who) => `${who} closed the mutex semaphore. When the last process has closed it, it is destroyed.`,
    failures: { ERROR_INVALID_HANDLE: NO_MUTEX, ERROR_SEM_BUSY: 'this process owns it, and has to release it first' },
  },
}
