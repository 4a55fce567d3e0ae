/** The faults that can be provoked, and how they are written. */
import type { Fault, FaultInfo } from '../contract/fault.ts'
import { UsageError } from './usage-error.ts'

export const faultInfos: readonly FaultInfo[] = [
  {
    form: 'kill:<participant>@<n>',
    example: 'kill:server@6',
    label: 'Kill the server',
    teaches:
      'A process may die at any call: the kernel frees what it held, and whoever waits for it must learn of it.',
  },
  {
    form: 'hang:<participant>@<n>:<ms>',
    example: 'hang:server@6:8000',
    label: 'Hang the server',
    teaches: 'A server that lives but does not answer looks like one that takes long: only a timeout tells.',
  },
  {
    form: 'double-free:<participant>',
    example: 'double-free:client',
    label: 'Free twice',
    teaches:
      'A process holds an object once, so a second free is refused with 487 and takes nothing from the others.',
  },
  {
    form: 'touch-after-free:<participant>',
    example: 'touch-after-free:client',
    label: 'Touch after the free',
    teaches: 'Who has freed an object must not touch it, even while others still hold it: OS/2 ends such a process.',
  },
  {
    form: 'write-read-only:server',
    example: 'write-read-only:server',
    label: 'Write what may only be read',
    teaches: 'Access is given with rights: a server that was given PAG_READ and writes is ended.',
  },
  {
    form: 'give-to-dead',
    example: 'give-to-dead',
    label: 'Give to a dead process',
    teaches: 'A process id outlives its process: giving to one that has ended is refused with 303.',
  },
  {
    form: 'queue-full',
    example: 'queue-full',
    label: 'Fill the server’s queue',
    teaches: 'WinPostMsg returns FALSE when the queue is full: who does not look at it loses the request.',
  },
  {
    form: 'spoof',
    example: 'spoof',
    label: 'Forge messages',
    teaches:
      'Anybody can post to a window and write to shared memory: a server copies first, then checks, then uses the copy.',
  },
]

const allowed = () =>
  `Allowed is: ${faultInfos.map(({ form }) => form).join(', ')}; a participant is client or server.`

/** The longest that a participant may be told to hang, in milliseconds. */
const LONGEST_HANG = 600_000

/** Reads a fault as it is typed. Throws a UsageError that lists what is allowed. */
export function parseFault(text: string): Fault {
  const refuse = () => new UsageError(`There is no fault ‘${text}’. ${allowed()}`)
  const match = /^([a-z-]+)(?::(client|server)(?:@(\d{1,6})(?::(\d{1,6}))?)?)?$/.exec(text)
  if (!match) throw refuse()
  const [, kind, participant, at, ms] = match
  const call = Number(at ?? 0)
  const milliseconds = Number(ms ?? 0)
  const party = participant === 'client' || participant === 'server' ? participant : null
  if (kind === 'kill' && party && call > 0 && ms === undefined) return { kind, participant: party, call }
  if (kind === 'hang' && party && call > 0 && milliseconds > 0 && milliseconds <= LONGEST_HANG) {
    return { kind, participant: party, call, milliseconds }
  }
  if (at !== undefined) throw refuse()
  if ((kind === 'double-free' || kind === 'touch-after-free') && party) return { kind, participant: party }
  if (kind === 'write-read-only' && party === 'server') return { kind, participant: party }
  if ((kind === 'give-to-dead' || kind === 'queue-full' || kind === 'spoof') && !party) return { kind }
  throw refuse()
}
