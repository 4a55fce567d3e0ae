import { describe, expect, test } from 'vitest'
import type { ParticipantState } from '../../electron/contract/service.ts'
import { type Now, nowOf, type Situation } from './now.ts'

type Call = NonNullable<ParticipantState['call']>
const aCall = (name: string, rest: Partial<Call> = {}): Call => ({
  ...{ api: 'winapi', name, args: {}, source: null, since: 0 },
  ...rest,
})
const party = (
  id: string,
  phase: ParticipantState['phase'],
  call: string | Call | null = null,
): ParticipantState => ({
  ...{ id, pid: 1, phase },
  call: typeof call === 'string' ? aCall(call) : call,
})

const nothing: Situation = {
  ...{ cannotBegin: null, starting: false, question: null, asked: null, answer: null, behind: null, preset: null },
  ...{ isRecording: false, isPlayer: false, isPlaying: false, hasRun: false, live: false, policy: 'step', speed: 2 },
  ...{
    participants: [],
    atRest: false,
    timer: null,
    place: null,
    startUp: null,
    predicts: null,
    crashed: null,
    ending: null,
  },
  lesson: null,
}
const at = (situation: Partial<Situation>) => nowOf({ ...nothing, ...situation })
const live = (...participants: ParticipantState[]): Partial<Situation> => ({ hasRun: true, live: true, participants })
const behind = '“search gold” comes after this request.'
/** The sentence, the one button, and the others. */
const told = ({ says, primary, others }: Now) => [says, primary?.label ?? null, ...others.map(({ label }) => label)]
const strip = (situation: Partial<Situation>) => told(at(situation))

const completed = { ok: true, name: 'completed', title: 'Completed.', text: 'All is well.' }
const asked = { question: 'lookup Fe', asked: 'lookup Fe' }

test.each<[string, Partial<Situation>, (string | null)[]]>([
  [
    'before a run of a system that is asked nothing',
    {},
    [
      'Nothing runs yet. Begin starts the processes and stops before the first call that has to do with memory.',
      'Begin',
    ],
  ],
  [
    'before a run of one that is asked something',
    { question: 'lookup Au' },
    [
      'Nothing runs yet. Begin starts the processes and stops before they allocate any memory.',
      'Begin with “lookup Au”',
    ],
  ],
  ['before the host has answered', { cannotBegin: 'Not connected.' }, ['Not connected.', null]],
  ['while the processes start', { ...live(party('a', 'halted')), starting: true }, ['The processes start.', null]],
  [
    'while the class is asked',
    { ...live(party('a', 'halted')), predicts: 'What does it return?' },
    ['What does it return?', null, 'Skip'],
  ],
  [
    'at rest, once the question is answered',
    {
      ...live(party('client', 'blocked', 'WinGetMsg'), party('server', 'blocked', 'WinGetMsg')),
      ...asked,
      ...{ atRest: true, answer: 'Fe, Iron', preset: 'Fire and forget' },
    },
    ['Answered: Fe, Iron. Both wait for you.', 'Ask again', 'End, and see who leaked', 'Next: Fire and forget'],
  ],
  [
    'at rest, with another question typed',
    { ...live(party('client', 'blocked')), ...asked, atRest: true, question: 'lookup Au', answer: 'Fe, Iron' },
    ['Answered: Fe, Iron. It waits for you.', 'Ask “lookup Au”', 'End, and see who leaked'],
  ],
  [
    'at rest, without an answer',
    { ...live(party('a', 'blocked'), party('b', 'blocked')), ...asked, atRest: true },
    ['No answer has come. Both wait for you.', 'Ask again', 'End, and see who leaked'],
  ],
  [
    'at rest, as long as somebody waits for an answer by a timer',
    {
      ...live(party('client', 'blocked', 'WinGetMsg'), party('server', 'blocked', 'WinGetMsg')),
      ...{ ...asked, atRest: true, timer: { participant: 'client', milliseconds: 2000 }, preset: 'The trap' },
    },
    [
      'No answer has come yet. The client waits until its timer of 2 s ends, and then gives up.',
      null,
      'End, and see who leaked',
      'Next: The trap',
    ],
  ],
  [
    'where nobody can go on by a step',
    live(party('creator', 'blocked', '_getwch')),
    ['The creator waits in _getwch.', null],
  ],
  [
    'where many wait',
    live(...[1, 2, 3].map((n) => party(`client-${n}`, 'blocked', 'WaitForSingleObject'))),
    ['Client-1, client-2, and client-3 wait in WaitForSingleObject.', null],
  ],
  [
    'where many wait, each for something else',
    live(
      party('client-1', 'blocked', 'WaitForSingleObject'),
      party('server', 'blocked', 'WaitForMultipleObjects'),
      party('client-2', 'blocked', 'WaitForSingleObject'),
    ),
    ['Client-1 and client-2 wait in WaitForSingleObject. The server waits in WaitForMultipleObjects.', null],
  ],
  ['while a process is at work', live(party('a', 'running')), ['The processes are at work.', null]],
  [
    'while it plays',
    { ...live(party('a', 'halted', 'Sleep')), policy: 'paced' },
    ['The run plays by itself, 2 steps a second.', 'Pause'],
  ],
  [
    'while it runs',
    { ...live(party('a', 'running')), policy: 'free' },
    ['The run goes as fast as the kernel does.', 'Pause'],
  ],
  [
    'after a crash that the others do not know of',
    { ...live(party('client', 'halted', 'WinGetMsg'), party('server', 'ended')), crashed: 'server' },
    ['The server has died. Next: the client calls WinGetMsg.', 'Next step'],
  ],
  [
    'after a crash when nobody can go on',
    { ...live(party('client', 'blocked', 'WinGetMsg'), party('server', 'ended')), crashed: 'server' },
    ['The server has died. The client waits in WinGetMsg.', null],
  ],
  [
    'in the past of a live run',
    { ...live(party('a', 'halted', 'Sleep')), place: { at: 3, of: 9 } },
    ['You look back, at step 3 of 9. The processes do not notice.', 'Step from now', 'Back to now'],
  ],
  [
    'in the past of a live run in which nobody can be released',
    { ...live(party('a', 'blocked', 'Sleep')), place: { at: 3, of: 9 } },
    ['You look back, at step 3 of 9. The processes do not notice.', 'Back to now'],
  ],
  [
    'in the past of a run that has ended',
    { hasRun: true, place: { at: 3, of: 9 } },
    ['You look back, at step 3 of 9. The run has ended.', 'Next step', 'To the end'],
  ],
  [
    'in its start-up, which is folded away',
    { hasRun: true, place: { at: 3, of: 29 }, startUp: 12 },
    ['You look back, at the start-up: 12 calls before there is any memory.', 'Skip the start-up', 'To the end'],
  ],
  [
    'at the end of a run',
    { hasRun: true, ending: completed, preset: 'The trap' },
    ['Completed. All is well.', 'Next: The trap', 'Look back from the start', 'Begin again'],
  ],
  [
    'at the end of the last preset',
    { hasRun: true, ending: completed },
    ['Completed. All is well.', 'Begin again', 'Look back from the start'],
  ],
  [
    'at the end of a run, once the host is gone',
    { hasRun: true, ending: completed, cannotBegin: 'Not connected.' },
    ['Completed. All is well.', null],
  ],
  [
    'in a recording',
    { hasRun: true, isRecording: true, place: { at: 3, of: 9 } },
    ['A recording, at step 3 of 9.', 'Next step', 'Close recording'],
  ],
  [
    'in the start-up of a recording',
    { hasRun: true, isRecording: true, place: { at: 1, of: 9 }, startUp: 1 },
    ['A recording, at the start-up: 1 call before there is any memory.', 'Skip the start-up', 'Close recording'],
  ],
  [
    'while a recording plays',
    { hasRun: true, isRecording: true, isPlaying: true, place: { at: 1, of: 9 } },
    ['The recording plays by itself.', 'Pause'],
  ],
  [
    'at the end of a recording, on a page that has no processes',
    { hasRun: true, isRecording: true, isPlayer: true, ending: completed },
    ['Completed. All is well.', 'From the start'],
  ],
  [
    'at the end of a recording that was cut off',
    { hasRun: true, isRecording: true },
    ['The recording ends here.', 'From the start', 'Close recording'],
  ],
])('%s', (_, situation, expected) => expect(strip(situation)).toEqual(expected))

test('where there is nothing to press, it says why', () => {
  expect(at({ cannotBegin: 'Not connected.' }).why).toBe('Not connected.')
  expect(at({ ...live(party('a', 'blocked')) }).why).toBe('Nobody can make a step now.')
  expect(at({ ...live(party('a', 'halted')), starting: true }).why).toBe('The run is starting.')
  expect(at({ predicts: 'What?' }).why).toBe('The question is answered first, or skipped.')
  expect(at({}).why).toBeNull()
})

test('how it ended has a tone', () => {
  const tone = (rest: object) => at({ hasRun: true, ending: { ...completed, ...rest } }).tone
  expect([tone({}), tone({ ok: false, name: 'stopped' }), tone({ ok: false, name: 'trap' })]).toEqual([
    'good',
    'plain',
    'bad',
  ])
})

describe('the next step, in each system', () => {
  const write = aCall('write', { api: 'memory', args: { object: 'penghao', length: 4 } })
  test.each<[string, ParticipantState[], string]>([
    [
      'request-reply',
      [party('client', 'halted', 'DosAllocSharedMem'), party('server', 'blocked', 'WinGetMsg')],
      'Next: the client calls DosAllocSharedMem. The server waits in WinGetMsg.',
    ],
    [
      'one-server-many-clients',
      [
        party('client-1', 'halted', aCall('SetEvent', { since: 3 })),
        party('client-2', 'halted', aCall('OpenMutex', { since: 2 })),
        party('server', 'halted', aCall('Sleep', { since: 4 })),
      ],
      'Next: client-2 calls OpenMutex. Or step another one of the 3 that can go.',
    ],
    [
      'parent-and-child',
      [party('parent', 'blocked', 'WaitForSingleObject'), party('child', 'halted', 'MapViewOfFile')],
      'Next: the child calls MapViewOfFile. The parent waits in WaitForSingleObject.',
    ],
    [
      'welcome-text',
      [party('creator', 'halted', 'CreateFileMapping'), party('reader', 'starting')],
      'Next: the creator calls CreateFileMapping.',
    ],
    [
      'file-search',
      [party('client', 'halted', 'SetEvent'), party('server', 'halted', aCall('FindNextFile', { since: 1 }))],
      'Next: the client calls SetEvent. Or step the server first.',
    ],
    ['peer-to-peer', [party('peer-1', 'halted', write), party('peer-2', 'ended')], 'Next: peer-1 writes penghao.'],
  ])('%s', (_, participants, says) => {
    expect(strip(live(...participants))).toEqual([says, 'Next step'])
  })
})

test('what the next step is to do is told, where its name does not say it', () => {
  const means = (...participants: ParticipantState[]) => at(live(...participants)).means
  const allocates = aCall('DosAllocSharedMem', { api: 'os2', args: { cb: 4096 } })
  const waits = aCall('WaitForSingleObject', { args: { dwMilliseconds: 'INFINITE' }, waits: ['Exec'] })
  expect(means(party('client', 'halted', allocates), party('server', 'blocked', 'WinGetMsg'))).toBe(
    'The client will allocate 4096 bytes of shared memory.',
  )
  expect(means(party('client-2', 'halted', waits))).toBe('Client-2 will wait for Exec, for as long as it takes.')
  const gives = aCall('DosGiveSharedMem', { api: 'os2', args: { pb: '0x6FFF0000', pid: 42 } })
  expect(means(party('client', 'halted', gives), { ...party('server', 'blocked', 'WinGetMsg'), pid: 42 })).toBe(
    'The client will give the object at 0x6FFF0000 to the server.',
  )
  expect(means(party('client', 'halted', gives))).toMatch(/to process 42\.$/)
  const prints = aCall('printf', { api: 'crt', args: { text: 'process 42' } })
  expect(means({ ...party('parent', 'halted', prints), pid: 42 })).toBe('The parent will print “process 42”.')
  expect(means(party('peer-1', 'halted', aCall('write', { api: 'memory' })))).toBeNull()
  expect(means(party('server', 'blocked', 'WinGetMsg'))).toBeNull()
  expect(at({ ...live(party('client', 'halted', allocates)), policy: 'free' }).means).toBeNull()
})

describe('while a lesson is given', () => {
  const lesson = { wayOn: 'To the next stop', next: 'before a’s 9th Sleep', way: 'standing' as const, asks: null }
  const run = live(party('a', 'halted', 'Sleep'))

  test.each<[string, Partial<Situation>, (string | null)[]]>([
    ['its way on comes first', run, ['Next: the a calls Sleep.', 'To the next stop', 'Next step']],
    [
      'also where nobody can make a step',
      live(party('a', 'blocked', 'Sleep')),
      ['The a waits in Sleep.', 'To the next stop'],
    ],
    [
      'and at the end of a run',
      { hasRun: true, ending: completed },
      ['Completed. All is well.', 'To the next stop', 'Begin again', 'Look back from the start'],
    ],
    [
      'who looks back comes back first',
      { hasRun: true, place: { at: 3, of: 9 } },
      ['You look back, at step 3 of 9. The run has ended.', 'Next step', 'To the end', 'To the next stop'],
    ],
    [
      'who lets the run go by itself lets it stand first',
      { ...run, policy: 'free' },
      ['The run goes as fast as the kernel does.', 'Pause', 'To the next stop'],
    ],
    [
      'behind its last stop everything is as without it',
      { ...run, lesson: { ...lesson, wayOn: null } },
      ['Next: the a calls Sleep.', 'Next step'],
    ],
    [
      'a question is answered first, and can be passed by',
      { ...run, lesson: { ...lesson, asks: 'What is left?' } },
      ['What is left?', null, 'Next step', 'To the next stop'],
    ],
    [
      'one about the next step comes before it',
      { ...run, predicts: 'What does it return?' },
      ['What does it return?', null, 'Skip'],
    ],
    [
      'on the way nothing can be pressed',
      { ...run, lesson: { ...lesson, way: 'travelling' } },
      ['The run goes on to the next stop of the lesson.', null],
    ],
    [
      'a stop that is missed is told',
      { ...run, lesson: { ...lesson, way: 'missed' } },
      ['The run has not come to the next stop. Next: the a calls Sleep.', 'To the next stop', 'Next step'],
    ],
    [
      'where its run has ended before it, the part is begun again',
      { hasRun: true, ending: completed, lesson: { ...lesson, way: 'never' } },
      [
        'The stop before a’s 9th Sleep was never reached. Completed. All is well.',
        'Begin the part again',
        'Look back from the start',
        'To the next stop',
      ],
    ],
    [
      'at its end nothing is begun by a press too many',
      { hasRun: true, ending: completed, lesson: { ...lesson, wayOn: null } },
      ['The lesson is over. Completed. All is well.', null, 'Begin again', 'Look back from the start'],
    ],
    [
      'a recording is looked at as always',
      { ...run, isRecording: true, place: { at: 3, of: 9 } },
      ['A recording, at step 3 of 9.', 'Next step', 'Close recording'],
    ],
  ])('%s', (_, situation, expected) => {
    expect(strip({ lesson, ...situation })).toEqual(expected)
  })
})

test('what the class is asked is drawn as a question, also after a crash', () => {
  const crashed = { ...live(party('a', 'halted', 'Sleep'), party('b', 'ended')), crashed: 'b' }
  expect(at(crashed).tone).toBe('bad')
  expect(at({ ...crashed, predicts: 'What does it return?' }).tone).toBe('question')
  expect(at({ ...crashed, lesson: { wayOn: null, next: null, way: 'standing', asks: 'Who is next?' } }).tone).toBe(
    'question',
  )
})

test('what has been asked and waits is told of a live run, where it stands now', () => {
  const run = { ...live(party('client', 'halted', 'WinGetMsg'), party('server', 'blocked', 'WinGetMsg')), behind }
  const lesson = { wayOn: 'To the next stop', next: null, way: 'standing', asks: null } as const
  expect([at(run).behind, at({ ...run, lesson }).behind]).toEqual([behind, behind])
  expect(at({ ...run, place: { at: 1, of: 2 } }).behind).toBeNull()
  expect(at({ ...run, lesson: { ...lesson, asks: 'What now?' } }).behind).toBeNull()
})
