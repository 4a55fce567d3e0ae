/** request-reply as hosts present it: its story and its settings. */
import type { ScenarioInfo, Settings } from '../../contract/settings.ts'
import { whatIsWrongWith } from './ask.ts'
import { faults } from './fault-infos.ts'
import { lesson } from './lesson.ts'
import { mistakes } from './mistakes.ts'
import { welcome } from './welcome.ts'

/** Each has a window and a queue, and posts to the other's. */
const ofBoth = [
  'DosFreeMem',
  'DosSleep',
  'WinCreateMsgQueue',
  'WinCreateWindow',
  'WinDestroyMsgQueue',
  'WinDestroyWindow',
  'WinGetMsg',
  'WinInitialize',
  'WinPostMsg',
  'WinQueryWindowProcess',
  'WinTerminate',
]

export const info: ScenarioInfo = {
  id: 'request-reply',
  title: 'Request and reply',
  source: 'IBM, OS/2 Version 2.0 Volume 4: Application Development (1992), “Shared Memory”',
  summary:
    'A client hands a request to a server in a piece of shared memory: it allocates the object, gives it, posts a message with the pointer, and frees it at a moment of its choice.',
  file: 'electron/scenarios/request-reply.ts',
  programs: [
    {
      name: 'client',
      tone: 'blue',
      side: 'left',
      access: 'both',
      starts: 'server',
      calls: [
        ...ofBoth,
        'DosAllocSharedMem',
        'DosExecPgm',
        'DosGiveSharedMem',
        'DosWaitChild',
        'WinStartTimer',
        'WinStopTimer',
      ].sort(),
    },
    {
      name: 'server',
      tone: 'green',
      side: 'right',
      access: 'both',
      calls: [...ofBoth, 'DosGetNamedSharedMem', 'DosGetSharedMem', 'DosQueryMem'].sort(),
    },
  ],
  faults,
  lesson,
  mistakes,
  teaches: 'Who holds a piece of memory that is handed over, and who frees it last.',
  minutes: 10,
  asks: true,
  firstCalls: ['DosAllocSharedMem', 'DosGetSharedMem', 'DosGetNamedSharedMem'],
  compares: { setting: 'free' },
  implications: [
    // A reply in the request's own object cannot be freed before it has been read.
    { key: 'objects', is: ['one'], takes: { free: 'after-reply' } },
    { key: 'free', isNot: ['after-reply'], takes: { objects: 'two' } },
    // A named object is got by its name only.
    { key: 'naming', is: ['named'], takes: { access: 'get-only' } },
    { key: 'access', isNot: ['get-only'], takes: { naming: 'anonymous' } },
    // The command line names one window only, and there is one visible frame.
    { key: 'windows', isNot: [1], takes: { window: 'request' } },
    { key: 'window', isNot: ['request'], takes: { windows: 1 } },
  ],
  welcome,
  external: ['client', 'server'],
  settings: [
    {
      key: 'objects',
      label: 'Objects',
      meaning: 'Whether the reply travels in an object of its own or returns in the request’s.',
      type: 'choice',
      default: 'two',
      choices: [
        { value: 'two', label: 'Two', meaning: 'A request and a reply object, as in the book’s figures.' },
        { value: 'one', label: 'One', meaning: 'The reply returns in the same object as the request.' },
      ],
    },
    {
      key: 'free',
      label: 'Client frees',
      meaning: 'When the client frees the object that carries the request.',
      type: 'choice',
      default: 'after-receipt',
      choices: [
        {
          value: 'after-post',
          label: 'After the post',
          meaning: 'At once: the client does not care whether the request is received.',
        },
        {
          value: 'after-receipt',
          label: 'After the receipt',
          meaning: 'When the server has acknowledged the receipt, before it processes the request.',
        },
        {
          value: 'after-reply',
          label: 'After the reply',
          meaning: 'When the answer has come: the returned data are the acknowledgement.',
        },
      ],
    },
    {
      key: 'access',
      label: 'Access',
      meaning: 'How the server comes to use what the client has allocated.',
      type: 'choice',
      default: 'give+get',
      choices: [
        {
          value: 'give+get',
          label: 'Give and get',
          meaning: 'The client gives the object, and the server gets it as well, as the book does it.',
        },
        {
          value: 'give-only',
          label: 'Give only',
          meaning: 'What was given can be used at once: the server does not get it.',
        },
        {
          value: 'get-only',
          label: 'Get only',
          meaning: 'The server takes the object by its address; until it has, only the client keeps it alive.',
        },
      ],
    },
    {
      key: 'naming',
      label: 'Naming',
      meaning: 'How the server finds an object.',
      type: 'choice',
      default: 'anonymous',
      choices: [
        { value: 'anonymous', label: 'Anonymous', meaning: 'By its address, which the message carries.' },
        { value: 'named', label: 'Named', meaning: 'By a name that both have agreed on, with DosGetNamedSharedMem.' },
      ],
    },
    {
      key: 'window',
      label: 'Reply window',
      meaning: 'Where the server learns which window to answer to.',
      type: 'choice',
      default: 'command-line',
      choices: [
        { value: 'command-line', label: 'Command line', meaning: 'The one window whose handle it was started with.' },
        { value: 'request', label: 'Request', meaning: 'Each request names its own.' },
        {
          value: 'frame',
          label: 'Visible frame',
          meaning:
            'An experiment, in the desktop app on Windows: each request names the app’s own visible window, which hands on to the client what it gets.',
          needs: 'frame',
        },
      ],
    },
    {
      key: 'windows',
      label: 'Client windows',
      meaning: 'How many windows the client asks from, in turn; each is answered itself.',
      type: 'integer',
      default: 1,
      minimum: 1,
      maximum: 4,
    },
    {
      key: 'size',
      label: 'Size (bytes)',
      meaning: 'How large each object is made; it is rounded up to whole pages of 4096 bytes.',
      type: 'integer',
      default: 4096,
      minimum: 1,
      maximum: 64 * 1024 * 1024,
    },
    {
      key: 'ask',
      label: 'Ask',
      meaning: 'What the server is asked: it knows the chemical elements.',
      type: 'text',
      default: 'lookup Fe',
      examples: ['lookup Fe', 'search gold', 'search noble gas', 'echo Hello, server'],
      maximumLength: 1000,
    },
    {
      key: 'requests',
      label: 'Requests',
      meaning: 'How often the question is asked.',
      type: 'integer',
      default: 1,
      minimum: 1,
      maximum: 10_000,
    },
    {
      key: 'outstanding',
      label: 'In flight',
      meaning: 'How many requests may be under way at a time: the client posts the next before the last is answered.',
      type: 'integer',
      default: 1,
      minimum: 1,
      maximum: 4,
    },
    {
      key: 'unanswered',
      label: 'Unanswered',
      meaning: 'What the client does when a request is not answered in time.',
      type: 'choice',
      default: 'end',
      choices: [
        { value: 'end', label: 'End', meaning: 'It ends the run.' },
        {
          value: 'give-up',
          label: 'Give up',
          meaning: 'It frees its objects and goes on; an answer that comes late is recognised and not touched.',
        },
      ],
    },
    {
      key: 'trap',
      label: 'A trap',
      meaning: 'What happens when the server touches memory that it may not.',
      type: 'choice',
      default: 'checked',
      choices: [
        {
          value: 'checked',
          label: 'Checked',
          meaning: 'The touch is refused before it happens, and it is said why.',
        },
        { value: 'real', label: 'Real', meaning: 'It happens: the kernel ends the server’s process.' },
      ],
    },
    {
      key: 'timeout',
      label: 'Timeout (ms)',
      meaning: 'How long the client waits for the server to start, to acknowledge and to answer, in milliseconds.',
      type: 'integer',
      default: 5000,
      minimum: 100,
      maximum: 60_000,
    },
  ],
}

/** A request and its reply, for each that may be under way. */
export function memoryOf({ objects, outstanding, requests, size }: Settings, interactive: boolean) {
  const atATime = interactive ? Number(outstanding) : Math.min(Number(outstanding), Number(requests))
  return {
    objects: atATime * (objects === 'two' ? 2 : 1),
    size: Number(size),
    less: 'Choose a smaller size, objects=one, or fewer requests at a time (outstanding).',
  }
}

/** What is wrong with settings that are each allowed by themselves; null when nothing is. */
export function whatIsWrongTogether(settings: Settings): string | null {
  if (settings.objects === 'one' && settings.free !== 'after-reply') {
    return (
      `free=${settings.free} does not go with objects=one: the reply returns in the same object, so the client ` +
      'cannot free it until the returned data are received and processed. Allowed is free=after-reply, or objects=two.'
    )
  }
  if (settings.naming === 'named' && settings.access !== 'get-only') {
    return (
      `access=${settings.access} does not go with naming=named: a named object can be neither given nor got by its ` +
      'address, only got by its name. Allowed is access=get-only, or naming=anonymous.'
    )
  }
  if (Number(settings.windows) > 1 && settings.window !== 'request') {
    const only = settings.window === 'frame' ? 'there is one visible frame' : 'the command line names one window only'
    return (
      `windows=${settings.windows} does not go with window=${settings.window}: ${only}. ` +
      'Allowed is window=request, or windows=1.'
    )
  }
  return whatIsWrongWith(String(settings.ask))
}
