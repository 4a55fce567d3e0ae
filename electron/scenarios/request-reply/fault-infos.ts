/** What can be made to go wrong in request-reply. */
import type { FaultInfo } from '../../contract/fault.ts'
import { hang, kill } from '../faults.ts'

const both = ['client', 'server']

export const faults: FaultInfo[] = [
  kill({
    participants: both,
    example: 'kill:server@6',
    label: 'Kill the server',
    teaches:
      'A process may die at any call: the kernel frees what it held, and whoever waits for it must learn of it.',
  }),
  hang({
    participants: both,
    example: 'hang:server@6:8000',
    label: 'Hang the server',
    teaches: 'A server that lives but does not answer looks like one that takes long: only a timeout tells.',
  }),
  {
    name: 'double-free',
    participants: both,
    form: 'double-free:<participant>',
    example: 'double-free:client',
    label: 'Free twice',
    teaches:
      'A process holds an object once, so a second free is refused with 487 and takes nothing from the others.',
  },
  {
    name: 'touch-after-free',
    participants: both,
    form: 'touch-after-free:<participant>',
    example: 'touch-after-free:client',
    label: 'Touch after the free',
    teaches: 'Who has freed an object must not touch it, even while others still hold it: OS/2 ends such a process.',
  },
  {
    name: 'write-read-only',
    participants: ['server'],
    form: 'write-read-only:server',
    example: 'write-read-only:server',
    label: 'Write what may only be read',
    teaches: 'Access is given with rights: a server that was given PAG_READ and writes is ended.',
  },
  {
    name: 'give-to-dead',
    participants: [],
    form: 'give-to-dead',
    example: 'give-to-dead',
    label: 'Give to a dead process',
    teaches: 'A process id outlives its process: giving to one that has ended is refused with 303.',
  },
  {
    name: 'queue-full',
    participants: [],
    form: 'queue-full',
    example: 'queue-full',
    label: 'Fill the server’s queue',
    teaches: 'WinPostMsg returns FALSE when the queue is full: who does not look at it loses the request.',
  },
  {
    name: 'spoof',
    participants: [],
    form: 'spoof',
    example: 'spoof',
    label: 'Forge messages',
    teaches:
      'Anybody can post to a window and write to shared memory: a server copies first, then checks, then uses the copy.',
  },
]
