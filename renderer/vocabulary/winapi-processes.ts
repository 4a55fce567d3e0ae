/** Win32's calls for processes and for handles of whatever kind, in words. */
import { unlessFailed } from './winapi-failures.ts'
import { type Arguments, type CallWords, text } from './words.ts'

const STILL_ACTIVE = 259
const programOf = (args: Arguments) => text(args, 'lpApplicationName') || text(args, 'lpCommandLine')

export const processCalls: Record<string, CallWords> = {
  CreateProcess: {
    next: (args) => `will start the program ${programOf(args)} as a process of its own`,
    done: (args, who) =>
      `${who} started ${programOf(args)} as process ${text(args, 'dwProcessId')}. Both run at the same time; with the ` +
      'handle of the new process one can wait for its end, and ask how it ended.',
    failures: {
      ERROR_FILE_NOT_FOUND: 'there is no such program, or it could not be started',
      ERROR_INVALID_PARAMETER: 'neither of the first two parameters names a program',
    },
    detail: (call) => unlessFailed(call, `${programOf(call.args)} → pid ${text(call.args, 'dwProcessId')}`),
  },
  ShellExecute: {
    next: (args) => `will have the shell start the program ${text(args, 'lpFile')}`,
    done: (args, who) =>
      `${who} had the shell start ${text(args, 'lpFile')}. It got no handle of the new process, and cannot wait for it.`,
    failures: { ERROR_FILE_NOT_FOUND: 'there is no such program, or it could not be started' },
    detail: (call) => unlessFailed(call, text(call.args, 'lpFile')),
  },
  ShellExecuteEx: {
    next: (args) => `will have the shell start the program ${text(args, 'lpFile')}`,
    done: (args, who) =>
      `${who} had the shell start ${text(args, 'lpFile')}. ` +
      (args.hProcess === undefined
        ? 'It did not ask for a handle of the new process, and cannot wait for its end.'
        : `SEE_MASK_NOCLOSEPROCESS brings a handle of the new process, ${text(args, 'hProcess')}, by which one can wait for its end.`),
    failures: { ERROR_FILE_NOT_FOUND: 'there is no such program, or it could not be started' },
    detail: (call) => unlessFailed(call, text(call.args, 'lpFile')),
  },
  GetExitCodeProcess: {
    next: () => 'will ask how the process has ended',
    done: (args, who) =>
      args.lpExitCode === STILL_ACTIVE
        ? `${who} learned that the process still runs: 259 is STILL_ACTIVE, and no exit code.`
        : `${who} learned that the process has ended with exit code ${text(args, 'lpExitCode')}.`,
    failures: { ERROR_INVALID_HANDLE: 'the handle is none of a process, or has been closed' },
    detail: (call) => unlessFailed(call, `exit code ${text(call.args, 'lpExitCode')}`),
  },
  TerminateProcess: {
    next: (args) => `will end the process at once, with exit code ${text(args, 'uExitCode')}`,
    done: (args, who) =>
      `${who} ended the process at once, with exit code ${text(args, 'uExitCode')}. It was not asked, and could finish nothing.`,
    failures: { ERROR_ACCESS_DENIED: 'the handle does not allow it, or the process has ended already' },
  },
  ExitProcess: {
    next: (args) => `will end itself with exit code ${text(args, 'uExitCode')}`,
    done: (args, who) =>
      `${who} ended itself with exit code ${text(args, 'uExitCode')}; Windows closes all handles that it still has.`,
    failures: {},
  },
  GetCurrentProcess: {
    next: () => 'will take the handle by which a process names itself',
    done: (_args, who) => `${who} took the handle by which every process names itself; nothing has to be closed.`,
    failures: {},
    minor: true,
  },
  GetCurrentProcessId: {
    next: () => 'will ask for its own process id',
    done: (args, who) => `${who} learned its own process id, ${text(args, 'returned')}.`,
    failures: {},
    minor: true,
    detail: ({ args }) => text(args, 'returned'),
  },
  CloseHandle: {
    next: (args) => `will close its handle ${text(args, 'hObject')}`,
    done: (args, who) =>
      `${who} closed its handle ${text(args, 'hObject')}. The object is destroyed with the last handle that anybody has, ` +
      'a section not before its last view is gone as well.',
    hold: 'frees',
    failures: { ERROR_INVALID_HANDLE: 'this process has no such handle; it may have closed it already' },
    detail: (call) => unlessFailed(call, call.object ?? text(call.args, 'hObject')),
    handles: ({ args }) => ({ closes: text(args, 'hObject') }),
    cleanUp: (object) => `Windows closes the handle that it still had of ${object}.`,
    predicts: { usage: true, results: ['NO_ERROR', 'ERROR_INVALID_HANDLE'] },
  },
  DuplicateHandle: {
    next: (args) => `will make a further handle of what ${text(args, 'hSourceHandle')} stands for`,
    done: (args, who) =>
      `${who} made a further handle of the object, in process ${text(args, 'hTargetProcessHandle')}: ${text(args, 'lpTargetHandle')}. ` +
      'The number means something in that process only, which has to be told it.',
    failures: {
      ERROR_ACCESS_DENIED: 'the target process has ended, or may not be given handles',
      ERROR_INVALID_HANDLE: 'this process has no such handle',
    },
  },
  GetLastError: {
    next: () => 'will ask what the last call has told',
    done: (_args, who, { code, name }) => {
      if (code === 0) return `${who} asked, and the last call told of nothing special.`
      return `${who} learned what the call before has told: ${code}, ${name}.`
    },
    failures: {},
    minor: true,
  },
}
