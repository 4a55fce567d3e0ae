/** one-server-many-clients as a lesson: what to try, and what to remember. */
import type { Lesson } from '../../contract/settings.ts'
import { weakness } from '../weakness.ts'

export const lesson: Lesson = {
  in1992:
    'Since 1993 Windows NT has had named mutexes, events and file mappings, and this article of 1999 makes a whole ' +
    'client/server system of four of them. Its events say that something has happened, and not what, nor to whom.',
  today:
    'The same four objects still do it, and faster than any pipe. What the article leaves out is what happens when one of ' +
    'the parties is late or dies: requests have numbers today, owners that died are recognised, and nobody polls.',
  presets: [
    {
      id: 'in-turn',
      label: 'Three clients in turn',
      shows: 'One mutex, two events: whoever has the mutex talks to the server, and the others wait.',
      settings: { clients: 3, requests: 2, work: 100 },
    },
    ...weakness(
      'stale-done',
      ['A late reply', 'Client 1 gives up; its reply comes when client 2 waits, which takes it for its own.'],
      [
        'A late reply, mended',
        'Replies carry the number of their request: client 2 passes over what is not its own.',
      ],
      { clients: 2, requests: 1, arrival: 'later', timeout: 3000, work: 4000, 'work-at': 1, poll: 1000 },
    ),
    ...weakness(
      'stale-exec',
      ['A late request', 'The next server finds Exec still set, and answers a request that was given up.'],
      ['A late request, mended', 'Who gives up resets Exec: the next server answers what is asked of it only.'],
      { clients: 1, requests: 3, servers: 'restarted', poll: 2000 },
    ),
    ...weakness(
      'abandoned',
      ['The owner dies', '0x80 is taken for “not free”, yet the mutex is owned: nobody else gets it until the end.'],
      ['The owner dies, mended', 'Who gets an abandoned mutex owns it, resets the events, and asks.'],
      // While the server works for the first client, the others come to the mutex.
      { clients: 3, requests: 2, arrival: 'later', timeout: 6000, work: 4000, 'work-at': 1 },
      // Before it releases the mutex.
      ['kill:client-1@10', 'kill:client-1@13'],
    ),
    ...weakness(
      'looks-alive',
      [
        'Nobody is there',
        'A client that still runs keeps the mapping alive: the next takes it for a server, in vain.',
      ],
      ['Nobody is there, mended', 'A mutex that the server alone keeps open tells at once that there is no server.'],
      { clients: 2, requests: 1, servers: 'gone' },
    ),
    ...weakness(
      'polling',
      ['The server polls', 'It looks at Exec twice a second: each request waits for the next look.'],
      ['The server waits', 'One wait for Exec and for its own end: the kernel wakes it when there is work.'],
      { clients: 1, requests: 5, poll: 500 },
    ),
    {
      id: 'second-server',
      label: 'A second server',
      shows: 'The mutex of the first one refuses it, as 183 could not: a mapping may be kept alive by clients.',
      settings: { servers: 'second' },
    },
  ],
  remember: [
    'An event says that something has happened, not what: reset it before you ask, and number what you ask.',
    'WAIT_ABANDONED is a success: you own the mutex, and what it protects may be half done.',
    'That an object exists says that somebody has it open, and not who.',
    'A wait that the kernel ends costs nothing while it lasts, and no time afterwards; polling costs both.',
  ],
}
