/** What each call and message says in plain English. */
import { semaphoreWordings } from './semaphore-wordings.ts'
import { type Arguments, text, type Wording } from './wording.ts'

/** What a failure says wherever the call itself has nothing more exact to say. */
export const generalFailures: Record<string, string> = {
  ERROR_FILE_NOT_FOUND: 'there is no such program, or it could not be started',
  ERROR_ACCESS_DENIED: 'this access to the object is not allowed',
  ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory',
  ERROR_INVALID_PARAMETER: 'one of its parameters has a value that is not allowed',
  ERROR_CHILD_NOT_COMPLETE: 'the child process still runs',
  ERROR_INVALID_PROCID: 'there is no process with this id',
  ERROR_INVALID_ADDRESS: 'no object that this process may use begins at this address',
  PMERR_INVALID_HWND: 'there is no such window, or it is gone',
  PMERR_QUEUE_FULL: 'the message queue is full',
}

const NO_ACCESS_ASKED = 'its flags ask for no access, or for more than reading, writing and executing'
const MORE_THAN_CREATED = 'its flags ask to write to an object that was created only for reading'

/** A message of the scenario: what it says to its receiver, and what posting it is for. */
interface MessageWording {
  posted(mp1: string, mp2: string): string
  received(mp1: string, mp2: string, who: string): string
}

const lower = (who: string) => who.replace(/^The /, 'the ')
const isZero = (parameter: string) => Number(parameter) === 0
const decimal = (parameter: string) => String(Number(parameter))

const messages: Record<string, MessageWording> = {
  WM_READY: {
    posted: (mp1) => `The server is ready, and mp1 tells the client the handle of the server's window, ${mp1}.`,
    received: (mp1) => `The server is ready: requests can be posted to its window, ${mp1}.`,
  },
  WM_REQUEST: {
    posted: (mp1, mp2) =>
      isZero(mp2)
        ? `Not the request itself is sent but its address: it lies in the object at ${mp1}, and so will the reply.`
        : `Not the request itself is sent but its address, ${mp1}, and that of the object for the reply, ${mp2}.`,
    received: (mp1, mp2) =>
      isZero(mp2)
        ? `A request has arrived: it lies in the shared object at ${mp1}, where the reply goes as well.`
        : `A request has arrived: it lies in the shared object at ${mp1}, and the reply goes into the one at ${mp2}.`,
  },
  WM_ACK: {
    posted: (mp1, mp2) =>
      `It acknowledges request ${decimal(mp2)} before working on it: the object at ${mp1} has arrived and been read.`,
    received: (mp1, mp2) =>
      `The server has received request ${decimal(mp2)} and holds the object at ${mp1}, so the client can free it.`,
  },
  WM_REPLY: {
    posted: (mp1, mp2) => `The reply to request ${decimal(mp2)} lies ready in the shared object at ${mp1}.`,
    received: (mp1, mp2) =>
      `The reply to request ${decimal(mp2)} has come: it can be read in the shared object at ${mp1}.`,
  },
  WM_QUIT: {
    posted: () => 'It asks the receiver to leave its message loop and end.',
    received: (_mp1, _mp2, who) =>
      `WM_QUIT is the message for which WinGetMsg returns FALSE: ${lower(who)} leaves its loop and ends.`,
  },
  WM_TIMER: {
    posted: (mp1) => `The time of timer ${decimal(mp1)} has passed.`,
    received: (mp1) =>
      `The time of timer ${decimal(mp1)} has passed. If it belongs to the present wait, the client waits no longer; ` +
      'the late tick of an earlier one is ignored.',
  },
  WM_SERVER_ENDED: {
    posted: () => "The server's process has ended, and the client must hear of it.",
    received: () => "The server's process has ended: no answer can come any more, so the client stops waiting.",
  },
  WM_ASK: {
    posted: () => 'The person has typed something for the client to ask.',
    received: () => 'The person has typed something to ask, which the client takes up when no request is under way.',
  },
}

export const postedText = (args: Arguments) =>
  messages[text(args, 'msg')]?.posted(text(args, 'mp1'), text(args, 'mp2')) ?? 'It is no message of this scenario.'
export const receivedText = (args: Arguments, who: string) =>
  messages[text(args, 'msg')]?.received(text(args, 'mp1'), text(args, 'mp2'), who) ??
  `${text(args, 'msg')} is no message of this scenario; anyone who knows a window's handle can post to it.`

function termination(args: Arguments): string {
  const how: Record<string, string> = {
    '0': `ended by itself with exit code ${text(args, 'codeResult')}`,
    '1': 'was ended by a hard error',
    '2': 'was ended by a trap',
    '3': 'was killed',
  }
  return how[text(args, 'codeTerminate')] ?? 'has ended'
}

const queueSize = (args: Arguments) =>
  args.cmsg ? `${args.cmsg} messages` : '10 messages, the default that the size 0 stands for'

export const wordings: Record<string, Wording> = {
  ...semaphoreWordings,
  DosAllocSharedMem: {
    next: (args) => `will allocate ${text(args, 'cb')} bytes of shared memory`,
    done: (args, who) =>
      `${who} created a shared memory object with room for ${text(args, 'cb')} bytes, mapped at ${text(args, 'ppb')}. ` +
      `The object is ${args.pszName === null ? 'unnamed' : `named ${args.pszName}`}, and only its creator holds it so far.`,
    failures: {
      ERROR_ALREADY_EXISTS: 'an object of this name exists already, and nothing was given to this process',
      ERROR_INVALID_NAME: 'a name of shared memory begins with \\SHAREMEM\\ and must be fit for a file',
      ERROR_NOT_ENOUGH_MEMORY:
        'there is not enough memory, or no free range of addresses, for an object of this size',
      ERROR_INVALID_PARAMETER:
        'the size is 0, the flags ask for no access, or they allow giving or getting of a named object, or neither of an unnamed one',
    },
  },
  DosGiveSharedMem: {
    next: (args) => `will give the object at ${text(args, 'pb')} to process ${text(args, 'pid')}`,
    done: (args, who) =>
      `${who} gave the object to process ${text(args, 'pid')}: it is mapped there at the same address, ` +
      `${text(args, 'pb')}, and was so before the call returned. Both processes now hold it.`,
    failures: {
      ERROR_ACCESS_DENIED: `the object was created without OBJ_GIVEABLE, or ${MORE_THAN_CREATED}`,
      ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory to map the object in the other process',
      ERROR_INVALID_PARAMETER: NO_ACCESS_ASKED,
      ERROR_INVALID_PROCID: 'there is no process with this id to give the object to',
      ERROR_INVALID_ADDRESS:
        'this process holds no object that begins at this address, or the address is taken in the other process',
    },
  },
  DosGetSharedMem: {
    next: (args) => `will take access to the object at ${text(args, 'pb')}`,
    done: (args, who) =>
      `${who} has access to the object at ${text(args, 'pb')}. ` +
      'After a DosGiveSharedMem to this process the call changes nothing: a process holds an object once.',
    failures: {
      ERROR_ACCESS_DENIED: `the object was created without OBJ_GETTABLE, or ${MORE_THAN_CREATED}`,
      ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory to map the object in this process',
      ERROR_INVALID_PARAMETER: NO_ACCESS_ASKED,
      ERROR_INVALID_ADDRESS: 'no object begins at this address (any more), or the address is taken in this process',
    },
  },
  DosGetNamedSharedMem: {
    next: (args) => `will take access to the object named ${text(args, 'pszName')}`,
    done: (args, who) =>
      `${who} found the object by its name, ${text(args, 'pszName')}, at the same address as everywhere: ` +
      `${text(args, 'ppb')}. Nobody had to hand over a pointer.`,
    failures: {
      ERROR_FILE_NOT_FOUND: 'no object has this name (any more): whoever had it may have freed it already',
      ERROR_ACCESS_DENIED: MORE_THAN_CREATED,
      ERROR_INVALID_NAME: 'a name of shared memory begins with \\SHAREMEM\\',
      ERROR_INVALID_PARAMETER: NO_ACCESS_ASKED,
      ERROR_INVALID_ADDRESS: 'the address of the object is taken in this process',
    },
  },
  DosQueryMem: {
    next: (args) => `will ask what it may do with the memory at ${text(args, 'pb')}`,
    done: (args, who) =>
      `${who} learned that it may use the memory at ${text(args, 'pb')}, and how: ${text(args, 'pflag')}. ` +
      'What was given to a process can be used at once; this call shows whether it was.',
    failures: {
      ERROR_INVALID_ADDRESS: 'this process holds no object at this address',
    },
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
      `${who} no longer holds the object at ${text(args, 'pb')}, and must not touch that address again. ` +
      'Whoever else holds the object keeps it; when the last holder frees it, it is destroyed.',
    failures: {
      ERROR_INVALID_ADDRESS:
        'this process holds no object that begins at this address; it may have freed the object already',
    },
  },
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
  },
  DosSleep: {
    next: (args) => `will sleep for ${text(args, 'msec')} ms`,
    done: (args, who) =>
      `${who} let the others run for ${text(args, 'msec')} ms: a queue that was full may have room again.`,
    failures: {
      ERROR_TS_WAKEUP: 'the process that slept is about to end',
    },
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
  },
  WinInitialize: {
    next: () => 'will announce its thread to Presentation Manager',
    done: (_args, who) =>
      `${who} announced its thread to Presentation Manager and got an anchor block handle, ` +
      'by which later calls name this thread.',
    failures: {},
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
  },
  WinGetMsg: {
    next: () => 'will take the next message from its queue, and wait if there is none',
    done: (args, who) => `${who} took ${text(args, 'msg')} from its queue. ${receivedText(args, who)}`,
    failures: { PMERR_INVALID_HWND: 'the thread has no message queue, or it is gone' },
  },
  WinQueryWindowProcess: {
    next: (args) => `will ask which process window ${text(args, 'hwnd')} belongs to`,
    done: (args, who) =>
      `${who} asked who owns window ${text(args, 'hwnd')}: it belongs to process ${text(args, 'ppid')}. ` +
      'Anyone can claim to be the server in a message, but not own its windows.',
    failures: { PMERR_INVALID_HWND: 'there is no such window (any more), so it belongs to nobody' },
  },
  WinStartTimer: {
    next: (args) => `will start timer ${text(args, 'idTimer')}, of ${text(args, 'dtTimeout')} ms`,
    done: (args, who) =>
      `${who} started timer ${text(args, 'idTimer')}, so as not to wait for ever: WM_TIMER is posted to its window ` +
      `every ${text(args, 'dtTimeout')} ms until the timer is stopped.`,
    failures: {},
  },
  WinStopTimer: {
    next: (args) => `will stop timer ${text(args, 'idTimer')}`,
    done: (args, who) =>
      `${who} stopped timer ${text(args, 'idTimer')}, as what it waited for has come. ` +
      'A WM_TIMER that was posted before may still be in the queue.',
    failures: {},
  },
  WinDestroyWindow: {
    next: (args) => `will destroy its window ${text(args, 'hwnd')}`,
    done: (args, who) =>
      `${who} destroyed its window ${text(args, 'hwnd')}. Whoever posts to this handle now gets FALSE.`,
    failures: { PMERR_INVALID_HWND: 'this process has no such window (any more)' },
  },
  WinDestroyMsgQueue: {
    next: () => 'will destroy its message queue',
    done: (_args, who) =>
      `${who} destroyed its message queue. Messages that nobody had taken out of it are lost, ` +
      'and windows that still belonged to it are gone.',
    failures: { PMERR_INVALID_HWND: 'the thread has no message queue (any more)' },
  },
  WinTerminate: {
    next: () => 'will take leave of Presentation Manager',
    done: (_args, who) =>
      `${who} took leave of Presentation Manager: its thread needs no windows and messages any more, ` +
      'and the anchor block handle is no longer valid.',
    failures: {},
  },
}
