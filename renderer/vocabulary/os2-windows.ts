/** Presentation Manager's calls for windows, messages and timers, in words. */
import { duration } from '../../electron/trace/duration.ts'
import { isNull } from './format.ts'
import { postedText, receivedText } from './messages.ts'
import { type Arguments, type CallWords, text } from './words.ts'

const queueSize = (args: Arguments) =>
  args.cmsg ? `${args.cmsg} messages` : '10 messages, the default that the size 0 stands for'

const timerOf = (args: Arguments) => `${text(args, 'hwnd')} ${text(args, 'idTimer')}`

export const windowCalls: Record<string, CallWords> = {
  WinInitialize: {
    next: () => 'will announce its thread to Presentation Manager',
    done: (_args, who) =>
      `${who} announced its thread to Presentation Manager and got an anchor block handle, ` +
      'by which later calls name this thread.',
    failures: {},
    minor: true,
  },
  WinCreateMsgQueue: {
    next: () => 'will create its message queue',
    done: (args, who) =>
      `${who} created its thread's message queue. It has room for ${queueSize(args)}, ` +
      'and whatever is posted to the windows of this thread waits in it.',
    failures: {
      PMERR_MSG_QUEUE_ALREADY_EXISTS: 'the thread already has a message queue, and can have only one',
      PMERR_QUEUE_TOO_LARGE: 'a queue can hold 1,300 messages at most',
      PMERR_HEAP_MAX_SIZE_REACHED: 'there is no room for one more message queue',
    },
  },
  WinCreateWindow: {
    next: (args) => `will create the object window "${text(args, 'pszName')}"`,
    done: (args, who) =>
      `${who} created the object window "${text(args, 'pszName')}". Such a window is never shown: ` +
      'its handle is an address to which messages can be posted.',
    failures: { NULLHANDLE: 'the thread has no message queue, or there is no room for one more window' },
    detail: ({ result }) => `object window → ${result.name}`,
  },
  WinPostMsg: {
    next: (args) => `will post ${text(args, 'msg')} to window ${text(args, 'hwnd')}`,
    done: (args, who) =>
      `${who} posted ${text(args, 'msg')} without waiting for the receiver; TRUE says only that the message is queued. ` +
      postedText(args),
    failures: {
      PMERR_INVALID_HWND: 'there is no such window (any more), so the message reaches nobody',
      PMERR_PARAMETER_OUT_OF_RANGE: 'the number of a message has 16 bits',
      PMERR_QUEUE_FULL: "the receiver's queue is full, so the message is lost",
    },
    detail: ({ args }) => (isNull(text(args, 'mp1')) ? text(args, 'msg') : `${args.msg} ${args.mp1}`),
    message: 'posted',
    predicts: { results: ['TRUE', 'FALSE'] },
  },
  WinGetMsg: {
    next: () => 'will take the next message from its queue, and wait if there is none',
    done: (args, who) => `${who} took ${text(args, 'msg')} from its queue. ${receivedText(args, who)}`,
    failures: { PMERR_INVALID_HWND: 'the thread has no message queue, or it is gone' },
    waits: true,
    detail: ({ args, start, end }) => `${text(args, 'msg')} after ${duration(end - start)}`,
    message: 'received',
  },
  WinQueryWindowProcess: {
    next: (args) => `will ask which process window ${text(args, 'hwnd')} belongs to`,
    done: (args, who) =>
      `${who} asked who owns window ${text(args, 'hwnd')}: it belongs to process ${text(args, 'ppid')}. ` +
      'Anyone can claim to be the server in a message, but not own its windows.',
    failures: { PMERR_INVALID_HWND: 'there is no such window (any more), so it belongs to nobody' },
    minor: true,
  },
  WinStartTimer: {
    next: (args) => `will start timer ${text(args, 'idTimer')}, of ${text(args, 'dtTimeout')} ms`,
    done: (args, who) =>
      `${who} started timer ${text(args, 'idTimer')}, so as not to wait for ever: WM_TIMER is posted to its window ` +
      `every ${text(args, 'dtTimeout')} ms until the timer is stopped.`,
    failures: {},
    minor: true,
    detail: ({ args }) => `${args.dtTimeout} ms`,
    timer: ({ args }) => ({ id: timerOf(args), milliseconds: Number(args.dtTimeout) }),
  },
  WinStopTimer: {
    next: (args) => `will stop timer ${text(args, 'idTimer')}`,
    done: (args, who) =>
      `${who} stopped timer ${text(args, 'idTimer')}, as what it waited for has come. ` +
      'A WM_TIMER that was posted before may still be in the queue.',
    failures: {},
    minor: true,
    timer: ({ args }) => ({ id: timerOf(args) }),
  },
  WinDestroyWindow: {
    next: (args) => `will destroy its window ${text(args, 'hwnd')}`,
    done: (args, who) =>
      `${who} destroyed its window ${text(args, 'hwnd')}. Whoever posts to this handle now gets FALSE.`,
    failures: { PMERR_INVALID_HWND: 'this process has no such window (any more)' },
    minor: true,
  },
  WinDestroyMsgQueue: {
    next: () => 'will destroy its message queue',
    done: (_args, who) =>
      `${who} destroyed its message queue. Messages that nobody had taken out of it are lost, ` +
      'and windows that still belonged to it are gone.',
    failures: { PMERR_INVALID_HWND: 'the thread has no message queue (any more)' },
    minor: true,
  },
  WinTerminate: {
    next: () => 'will take leave of Presentation Manager',
    done: (_args, who) =>
      `${who} took leave of Presentation Manager: its thread needs no windows and messages any more, ` +
      'and the anchor block handle is no longer valid.',
    failures: {},
    minor: true,
  },
}
