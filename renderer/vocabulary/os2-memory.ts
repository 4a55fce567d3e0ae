/** OS/2's calls for shared memory, in words. */
import { bytes } from './format.ts'
import { unlessFailed } from './os2-failures.ts'
import { type CallWords, outcome, text } from './words.ts'

const NO_ACCESS_ASKED = 'its flags ask for no access, or for more than reading, writing and executing'
const MORE_THAN_CREATED = 'its flags ask to write to an object that was created only for reading'

/** What a Give, a Get and a free may answer, as far as a class is asked. */
const GOT = ['NO_ERROR', 'ERROR_ACCESS_DENIED', 'ERROR_INVALID_ADDRESS']

export const memoryCalls: Record<string, CallWords> = {
  DosAllocSharedMem: {
    next: (args) => `will allocate ${text(args, 'cb')} bytes of shared memory`,
    done: (args, who) =>
      `${who} created a shared memory object with room for ${text(args, 'cb')} bytes, mapped at ${text(args, 'ppb')}. ` +
      `The object is ${args.pszName === null ? 'unnamed' : `named ${args.pszName}`}, and only its creator holds it so far.`,
    hold: 'takes',
    failures: {
      ERROR_ALREADY_EXISTS: 'an object of this name exists already, and nothing was given to this process',
      ERROR_INVALID_NAME: 'a name of shared memory begins with \\SHAREMEM\\ and must be fit for a file',
      ERROR_NOT_ENOUGH_MEMORY:
        'there is not enough memory, or no free range of addresses, for an object of this size',
      ERROR_INVALID_PARAMETER:
        'the size is 0, the flags ask for no access, or they allow giving or getting of a named object, or neither of an unnamed one',
    },
    detail: (call) => unlessFailed(call, `${bytes(Number(call.args.cb))} → ${call.args.ppb}`),
    creates: ({ args }) => ({ size: Number(args.cb), flags: text(args, 'flag') }),
  },
  DosGiveSharedMem: {
    next: (args) => `will give the object at ${text(args, 'pb')} to process ${text(args, 'pid')}`,
    done: (args, who) =>
      `${who} gave the object to process ${text(args, 'pid')}: it is mapped there at the same address, ` +
      `${text(args, 'pb')}, and was so before the call returned.`,
    hold: 'gives',
    failures: {
      ERROR_ACCESS_DENIED: `the object was created without OBJ_GIVEABLE, or ${MORE_THAN_CREATED}`,
      ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory to map the object in the other process',
      ERROR_INVALID_PARAMETER: NO_ACCESS_ASKED,
      ERROR_INVALID_PROCID: 'there is no process with this id to give the object to',
      ERROR_INVALID_ADDRESS:
        'this process holds no object that begins at this address, or the address is taken in the other process',
    },
    detail: (call) => unlessFailed(call, `${call.args.pb} to pid ${call.args.pid}`),
    givesTo: ({ args }) => Number(args.pid),
    predicts: { usage: true, results: GOT },
  },
  DosGetSharedMem: {
    next: (args) => `will take access to the object at ${text(args, 'pb')}`,
    done: (args, who) =>
      `${who} has access to the object at ${text(args, 'pb')}. ` +
      'After a DosGiveSharedMem to this process the call changes nothing: a process holds an object once.',
    hold: 'takes',
    failures: {
      ERROR_ACCESS_DENIED: `the object was created without OBJ_GETTABLE, or ${MORE_THAN_CREATED}`,
      ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory to map the object in this process',
      ERROR_INVALID_PARAMETER: NO_ACCESS_ASKED,
      ERROR_INVALID_ADDRESS: 'no object begins at this address (any more), or the address is taken in this process',
    },
    detail: ({ args, result }) => `${args.pb} ${outcome(result)}`,
    predicts: { usage: true, results: GOT },
  },
  DosGetNamedSharedMem: {
    next: (args) => `will take access to the object named ${text(args, 'pszName')}`,
    done: (args, who) =>
      `${who} found the object by its name, ${text(args, 'pszName')}, at the same address as everywhere: ` +
      `${text(args, 'ppb')}. Nobody had to hand over a pointer.`,
    hold: 'takes',
    failures: {
      ERROR_FILE_NOT_FOUND: 'no object has this name (any more): whoever had it may have freed it already',
      ERROR_ACCESS_DENIED: MORE_THAN_CREATED,
      ERROR_INVALID_NAME: 'a name of shared memory begins with \\SHAREMEM\\',
      ERROR_INVALID_PARAMETER: NO_ACCESS_ASKED,
      ERROR_INVALID_ADDRESS: 'the address of the object is taken in this process',
    },
    detail: (call) => unlessFailed(call, text(call.args, 'pszName')),
  },
  DosQueryMem: {
    next: (args) => `will ask what it may do with the memory at ${text(args, 'pb')}`,
    done: (args, who) =>
      `${who} learned that it may use the memory at ${text(args, 'pb')}, and how: ${text(args, 'pflag')}. ` +
      'What was given to a process can be used at once; this call shows whether it was.',
    failures: {
      ERROR_INVALID_ADDRESS: 'this process holds no object at this address',
    },
    detail: ({ args, result }) => `${args.pb} ${outcome(result)}`,
  },
  DosSetMem: {
    next: (args) => `will commit or protect pages at ${text(args, 'pb')}`,
    done: (args, who) =>
      `${who} changed the pages at ${text(args, 'pb')}, for ${text(args, 'cb')} bytes: ${text(args, 'flag')}. ` +
      'Pages are committed for every holder of the object, and protected for this process only.',
    failures: {
      ERROR_ACCESS_DENIED:
        'the pages are committed already, or not yet, or shared pages cannot be decommitted, or it asks for more than was granted',
      ERROR_INVALID_PARAMETER: 'its flags do not go together, or it is about no bytes',
      ERROR_INVALID_ADDRESS: 'this process holds no object at this address',
      ERROR_CROSSES_OBJECT_BOUNDARY: 'the pages reach beyond the end of the object',
    },
  },
  DosFreeMem: {
    next: (args) => `will free the object at ${text(args, 'pb')}`,
    done: (args, who) =>
      `${who} no longer holds the object at ${text(args, 'pb')}, and must not touch that address again.`,
    hold: 'frees',
    failures: {
      ERROR_INVALID_ADDRESS:
        'this process holds no object that begins at this address; it may have freed the object already',
    },
    detail: ({ args, result }) => `${args.pb} ${outcome(result)}`,
    cleanUp: (object) => `The operating system frees the object that it still held, at ${object}.`,
    predicts: { life: true, usage: true, results: GOT },
  },
}
