/** Win32's calls for file mappings and their views, in words. */
import { bytes } from './format.ts'
import { hasName, orOpen, section, unlessFailed } from './winapi-failures.ts'
import { type Arguments, type Call, type CallWords, opens, text } from './words.ts'

const HIGH = 2 ** 32
const sizeOf = (args: Arguments) => Number(args.dwMaximumSizeHigh ?? 0) * HIGH + Number(args.dwMaximumSizeLow ?? 0)
const offsetOf = (args: Arguments) => Number(args.dwFileOffsetHigh ?? 0) * HIGH + Number(args.dwFileOffsetLow ?? 0)

/** An existing section keeps its own size, so that what was asked for says nothing. */
const isNew = ({ result }: Call) => result.code === 0

const mapped = (args: Arguments) => {
  const size = Number(args.dwNumberOfBytesToMap ?? 0)
  const part = size === 0 ? 'all of it' : bytes(size)
  return offsetOf(args) === 0 ? part : `${part} from offset ${offsetOf(args)}`
}

const VIEW_FAILURES = {
  ERROR_ACCESS_DENIED:
    'the view asks for more access than the handle has, or reaches past the last page of the section',
  ERROR_INVALID_HANDLE: 'the handle is none of a file mapping, or has been closed',
  ERROR_NOT_ENOUGH_MEMORY: 'there is no room for the view among this process’s addresses',
  ERROR_INVALID_PARAMETER: 'the offset lies behind the end of the section, or the access is none',
  ERROR_INVALID_ADDRESS: 'something lies at that address in this process already',
  ERROR_MAPPED_ALIGNMENT: 'the offset or the address is no multiple of 64 KB, the granularity of allocations',
}

const mapWords: CallWords = {
  next: (args) => `will map ${mapped(args)} of a section among its own addresses`,
  done: (args, who) =>
    `${who} mapped the section: what lies in it can be read and written at ${text(args, 'returned')}. ` +
    'A view has an address of its own in each process; only what is in it is shared.',
  failures: VIEW_FAILURES,
  detail: (call) => unlessFailed(call, `${mapped(call.args)} → ${text(call.args, 'returned')}`),
  handles: ({ args }) => ({ maps: text(args, 'returned') }),
}

export const memoryCalls: Record<string, CallWords> = {
  CreateFileMapping: {
    next: (args) => `will create ${section(args)} of ${bytes(sizeOf(args))}${orOpen(args)}`,
    done: (args, who, { code }) =>
      code === 0
        ? `${who} created ${section(args)} of ${bytes(sizeOf(args))}, filled with zeros. The kernel keeps it as long as ` +
          'anybody has a handle or a view of it.'
        : `${who} asked for a new section, but ${section(args)} exists already: it got a handle of that one, as large ` +
          'as that is, and GetLastError tells 183. This is how one learns who came second.',
    hold: 'takes',
    failures: {
      ERROR_ACCESS_DENIED:
        'a section in Global\\ needs a privilege to be created, or its owner does not let this process use it',
      ERROR_INVALID_HANDLE: 'the name belongs to an object of another kind: all kinds share their names',
      ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory for a section of this size',
      ERROR_INVALID_PARAMETER:
        'a section of the page file needs a size, and its protection must be one of the PAGE_ values',
    },
    detail: (call) =>
      unlessFailed(
        call,
        isNew(call)
          ? `${bytes(sizeOf(call.args))} ${text(call.args, 'lpName')}`
          : `${text(call.args, 'lpName')} existed`,
      ),
    handles: opens,
    predicts: { results: ['NO_ERROR', 'ERROR_ALREADY_EXISTS'], isOpen: hasName },
    creates: (call) => (isNew(call) ? { size: sizeOf(call.args), flags: text(call.args, 'flProtect') } : null),
  },
  OpenFileMapping: {
    next: (args) => `will open ${section(args)}`,
    done: (args, who) =>
      `${who} opened ${section(args)} and holds it from now on. A handle alone shows nothing of what is in it: for that ` +
      'the section has to be mapped.',
    hold: 'takes',
    failures: {
      ERROR_FILE_NOT_FOUND: 'no section has this name: nobody has created it yet, or its last handle has been closed',
      ERROR_ACCESS_DENIED: 'the section’s owner does not let this process use it in this way',
      ERROR_INVALID_HANDLE: 'the name belongs to an object of another kind',
    },
    detail: (call) => unlessFailed(call, text(call.args, 'lpName')),
    handles: opens,
    predicts: { results: ['NO_ERROR', 'ERROR_FILE_NOT_FOUND', 'ERROR_ACCESS_DENIED'] },
  },
  MapViewOfFile: mapWords,
  MapViewOfFileEx: mapWords,
  UnmapViewOfFile: {
    next: (args) => `will unmap its view at ${text(args, 'lpBaseAddress')}`,
    done: (args, who) =>
      `${who} unmapped its view, and must not touch ${text(args, 'lpBaseAddress')} again. The section lives on while ` +
      'anybody has a handle or a view of it.',
    hold: 'frees',
    failures: {
      ERROR_INVALID_ADDRESS: 'no view of this process lies at this address; it may have been unmapped already',
    },
    detail: (call) => unlessFailed(call, text(call.args, 'lpBaseAddress')),
    handles: ({ args }) => ({ unmaps: text(args, 'lpBaseAddress') }),
    cleanUp: (object) => `Windows takes back the view that it still had of ${object}.`,
  },
  FlushViewOfFile: {
    next: (args) => `will write its view at ${text(args, 'lpBaseAddress')} back to the file`,
    done: (args, who) => `${who} had its view at ${text(args, 'lpBaseAddress')} written back to the file behind it.`,
    failures: { ERROR_INVALID_ADDRESS: 'no view of this process lies at this address' },
    minor: true,
  },
}
