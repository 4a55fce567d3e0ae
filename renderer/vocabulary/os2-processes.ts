/** OS/2's calls for processes, in words. */
import { unlessFailed } from './os2-failures.ts'
import { type Arguments, type CallWords, text } from './words.ts'

function termination(args: Arguments): string {
  const how: Record<string, string> = {
    '0': `ended by itself with exit code ${text(args, 'codeResult')}`,
    '1': 'was ended by a hard error',
    '2': 'was ended by a trap',
    '3': 'was killed',
  }
  return how[text(args, 'codeTerminate')] ?? 'has ended'
}

export const processCalls: Record<string, CallWords> = {
  DosExecPgm: {
    next: (args) => `will start the program ${text(args, 'pName')} as a process of its own`,
    done: (args, who) =>
      `${who} started the program ${text(args, 'pName')} as a child process, process ${text(args, 'codeTerminate')}. ` +
      'EXEC_ASYNCRESULT means that both run at the same time, and that the result can be collected later.',
    failures: {
      ERROR_FILE_NOT_FOUND: 'there is no such program, or it could not be started',
      ERROR_INVALID_FUNCTION: 'programs are not started in this way here',
      ERROR_INTERRUPT: 'the process that waited for it is about to end',
    },
    detail: (call) => unlessFailed(call, `${call.args.pName} → pid ${call.args.codeTerminate}`),
  },
  DosSleep: {
    next: (args) => `will sleep for ${text(args, 'msec')} ms`,
    done: (args, who) =>
      `${who} let the others run for ${text(args, 'msec')} ms: a queue that was full may have room again.`,
    failures: {
      ERROR_TS_WAKEUP: 'the process that slept is about to end',
    },
    waits: 'time',
  },
  DosWaitChild: {
    next: (args) =>
      args.option === 'DCWW_NOWAIT'
        ? `will ask whether process ${text(args, 'pid')} has ended`
        : `will wait until process ${text(args, 'pid')} has ended`,
    done: (args, who) =>
      `${who} learned how its child, process ${text(args, 'pid')}, ended: it ${termination(args)}.`,
    failures: {
      ERROR_CHILD_NOT_COMPLETE: 'the child process still runs, and DCWW_NOWAIT says not to wait for it',
      ERROR_WAIT_NO_CHILDREN: 'it has no child whose result was not collected yet',
      ERROR_NO_CHILD_PROCESS: 'that process is no child of this one',
      ERROR_INVALID_DATA: 'the action or the option is none',
      ERROR_INTERRUPT: 'the process is about to end, and waits for nothing any more',
    },
    waits: true,
  },
}
