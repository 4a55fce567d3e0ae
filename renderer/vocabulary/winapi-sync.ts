/** Win32's events, mutexes and waits, in words. */

import { duration } from '../../electron/trace/duration.ts'
import { listed } from './format.ts'
import { isProcess, nameInWords } from './waits.ts'
import { hasName, named, orOpen, unlessFailed } from './winapi-failures.ts'
import { type Arguments, type Call, type CallWords, opens, outcome, type SyncType, text } from './words.ts'

const limit = (args: Arguments) =>
  args.dwMilliseconds === 'INFINITE'
    ? 'for as long as it takes'
    : args.dwMilliseconds === 0
      ? 'without waiting at all'
      : `for ${text(args, 'dwMilliseconds')} ms at most`

const OTHER_KIND = 'the name belongs to an object of another kind: all kinds share their names'
const NOT_ALLOWED = 'the object’s owner does not let this process use it in this way'
const NO_HANDLE = 'this process has no such handle, or it stands for something else'

const waitFailures = {
  WAIT_TIMEOUT: 'the time has passed, and nobody has signalled it',
  ERROR_INVALID_HANDLE: NO_HANDLE,
  ERROR_ACCESS_DENIED: 'the handle does not allow to wait',
  ERROR_INVALID_PARAMETER: 'a wait can be for 64 objects at most, each of them once',
  ERROR_OPERATION_ABORTED: 'the process is about to end, so it waits for nothing any more',
}

const isAbandoned = (name: string) => name.startsWith('WAIT_ABANDONED')
/** What matters comes first: of several sentences presenter mode shows one. */
const ABANDONED =
  'abandoned: the owner before has ended without releasing it, and what it protects may be half done. WAIT_ABANDONED (0x80) says that it is owned all the same.'

/** What came of a wait for one object, as far as is known what it is. */
function signalled(object: string | undefined, type: SyncType | undefined): string {
  if (object !== undefined && isProcess(object)) return `${nameInWords(object)}, which has ended.`
  if (type === 'event') return `the event ${object}, which was signalled.`
  if (type === 'mutex') return `the mutex ${object}, and owns it now.`
  return `${object ?? 'an object'}, which was signalled; if it is a mutex, it is its own now.`
}

/** Which object ended it, where one did. */
const waitDetail = ({ result, start, end, object }: Call) =>
  `${object ?? ''} ${outcome(result)} after ${duration(end - start)}`.trim()

export const syncCalls: Record<string, CallWords> = {
  CreateEvent: {
    next: (args) => `will create an event${named(args)}${orOpen(args)}`,
    done: (args, who, { code }) =>
      code === 0
        ? `${who} created an event${named(args)}, ${args.bInitialState ? 'signalled' : 'not signalled'} so far. It lets ` +
          (args.bManualReset
            ? 'everybody through until somebody resets it.'
            : 'one waiter through and resets itself; signalled twice, it still lets one through.')
        : `${who} got a handle of the event${named(args)}, which exists already: GetLastError tells 183.`,
    failures: { ERROR_INVALID_HANDLE: OTHER_KIND, ERROR_ACCESS_DENIED: NOT_ALLOWED },
    detail: (call) => unlessFailed(call, text(call.args, 'lpName')),
    // Of an event that existed, the parameters are ignored.
    handles: (call) => ({
      ...opens(call),
      ...(call.result.code === 0 && { staysSet: call.args.bManualReset === true }),
    }),
  },
  OpenEvent: {
    next: (args) => `will open the event${named(args)}`,
    done: (args, who) => `${who} opened the event${named(args)}, which another process has created.`,
    failures: {
      ERROR_FILE_NOT_FOUND: 'no event has this name: nobody has created it yet, or its last handle has been closed',
      ERROR_INVALID_HANDLE: OTHER_KIND,
      ERROR_ACCESS_DENIED: NOT_ALLOWED,
    },
    detail: (call) => unlessFailed(call, text(call.args, 'lpName')),
    handles: opens,
  },
  SetEvent: {
    next: () => 'will signal the event',
    done: (_args, who) =>
      `${who} signalled the event: who waits for it goes on, and if nobody does, the signal is kept.`,
    failures: { ERROR_INVALID_HANDLE: NO_HANDLE },
    detail: (call) => unlessFailed(call, call.object ?? text(call.args, 'hEvent')),
  },
  ResetEvent: {
    next: () => 'will reset the event',
    done: (_args, who) => `${who} reset the event: who comes now has to wait.`,
    failures: { ERROR_INVALID_HANDLE: NO_HANDLE },
    detail: (call) => unlessFailed(call, call.object ?? text(call.args, 'hEvent')),
  },
  CreateMutex: {
    next: (args) => `will create a mutex${named(args)}${orOpen(args)}`,
    done: (args, who, { code }) =>
      code === 0
        ? `${who} created a mutex${named(args)}, which ${args.bInitialOwner ? 'it owns from the start' : 'nobody owns so far'}. ` +
          'One thread at a time can own it.'
        : `${who} got a handle of the mutex${named(args)}, which exists already: GetLastError tells 183, and it is not its owner.`,
    failures: { ERROR_INVALID_HANDLE: OTHER_KIND, ERROR_ACCESS_DENIED: NOT_ALLOWED },
    detail: (call) => unlessFailed(call, text(call.args, 'lpName')),
    handles: opens,
    predicts: { results: ['NO_ERROR', 'ERROR_ALREADY_EXISTS'], isOpen: hasName },
  },
  OpenMutex: {
    next: (args) => `will open the mutex${named(args)}`,
    done: (args, who) => `${who} opened the mutex${named(args)}, which another process has created.`,
    failures: {
      ERROR_FILE_NOT_FOUND: 'no mutex has this name: nobody has created it yet, or its last handle has been closed',
      ERROR_INVALID_HANDLE: OTHER_KIND,
      ERROR_ACCESS_DENIED: NOT_ALLOWED,
    },
    detail: (call) => unlessFailed(call, text(call.args, 'lpName')),
    handles: opens,
  },
  ReleaseMutex: {
    next: () => 'will release the mutex',
    done: (_args, who) => `${who} released the mutex. After as many releases as waits the next one has it.`,
    failures: {
      ERROR_INVALID_HANDLE: NO_HANDLE,
      ERROR_NOT_OWNER: 'only the thread that owns the mutex can release it',
    },
    detail: (call) => unlessFailed(call, call.object ?? text(call.args, 'hMutex')),
  },
  Sleep: {
    next: (args) => `will sleep ${limit(args).replace(' at most', '')}`,
    done: (args, who) => `${who} slept ${limit(args).replace(' at most', '')}; nothing could wake it before.`,
    failures: {},
    waits: 'time',
    detail: ({ args }) => `${text(args, 'dwMilliseconds')} ms`,
  },
  WaitForSingleObject: {
    next: (args, [object]) =>
      `will wait for ${object === undefined ? `what ${text(args, 'hHandle')} stands for` : nameInWords(object)}, ${limit(args)}`,
    done: (_args, who, { name }, object, type) =>
      isAbandoned(name)
        ? `${who} waited for ${object ?? 'a mutex'} and has it, ${ABANDONED}`
        : `${who} waited for ${signalled(object, type)}`,
    failures: waitFailures,
    waits: true,
    handles: ({ args }) => ({ waitsFor: [text(args, 'hHandle')] }),
    predicts: { results: ['WAIT_OBJECT_0', 'WAIT_TIMEOUT', 'WAIT_ABANDONED_0'] },
    detail: waitDetail,
  },
  WaitForMultipleObjects: {
    next: (args, waits) =>
      `will wait for ${args.bWaitAll ? 'all' : 'any'} of ${waits.length === 0 ? `${text(args, 'nCount')} objects` : listed(waits.map(nameInWords))}, ${limit(args)}`,
    done: (args, who, { name }, object) => {
      if (isAbandoned(name)) return `${who} waited for several objects and has a mutex, ${ABANDONED}`
      return args.bWaitAll
        ? `${who} waited until all ${text(args, 'nCount')} objects were signalled, and took them all at once.`
        : `${who} waited for any of ${text(args, 'nCount')} objects: ${name} says that ${object ?? 'one'} was signalled.`
    },
    failures: waitFailures,
    waits: true,
    handles: ({ args }) => ({ waitsFor: text(args, 'lpHandles').split(', ') }),
    predicts: { results: ['WAIT_OBJECT_0', 'WAIT_OBJECT_0+1', 'WAIT_TIMEOUT'] },
    detail: waitDetail,
  },
}
