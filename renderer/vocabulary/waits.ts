/** A wait that goes on, in words: for what, since when, and for how much longer. */
import { duration } from '../../electron/trace/duration.ts'

interface Wait {
  readonly waits?: readonly string[] | undefined
  /** In milliseconds; null is for ever. */
  readonly timeout?: number | null | undefined
}

/** As exact as a person can follow. */
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`

/** `since 1.2 s, 0.8 s left`; `waited` in milliseconds, null where nobody has told. */
export function timesInWords({ timeout }: Wait, waited: number | null): string {
  if (waited === null) return ''
  const since = `since ${seconds(waited)}`
  return timeout == null ? since : `${since}, ${seconds(Math.max(0, timeout - waited))} left`
}

/** The one of both that matters most: how much is left, or else since when. */
export function timeInWords({ timeout }: Wait, waited: number | null): string {
  if (waited === null) return ''
  return timeout == null ? `since ${seconds(waited)}` : `${seconds(Math.max(0, timeout - waited))} left`
}

/** As kernels’ layers name a process and the keyboard, which the screen knows by the trace alone. */
const PROCESS = 'process#'
const KEYBOARD = 'keyboard'

export const isProcess = (name: string) => name.startsWith(PROCESS)

/** What is waited for, as a person calls it. */
export const nameInWords = (name: string) => (name === KEYBOARD ? 'a key' : name.replace(PROCESS, 'process '))

/** `for Exec or Shutdown since 1.2 s, 0.8 s left`; names as they are shown. Where that does not fit, less of it. */
export function waitInWords(
  wait: Wait,
  waited: number | null,
  names: ReadonlyMap<string, string>,
  fits: (words: string) => boolean = () => true,
): string {
  const objects = (wait.waits ?? []).map((name) => names.get(name) ?? nameInWords(name))
  const what =
    objects.length > 0 ? `for ${new Intl.ListFormat('en', { type: 'disjunction' }).format(objects)}` : 'waits'
  const time = timeInWords(wait, waited)
  const all = [what, timesInWords(wait, waited)].filter(Boolean).join(' ')
  const ends = wait.timeout != null && time !== ''
  const less = ends ? [`${what}, ${time}`, time] : [what, time]
  return [all, ...less].find((words) => words !== '' && fits(words)) ?? what
}

const still = {
  free: null,
  paced: 'Timers stand still between the steps.',
  step: 'Timers stand still while you step.',
} as const

/** What becomes of timers where processes are held before their steps, or all wait by themselves; null where none ever is. */
export const timersInWords = (mode: keyof typeof still, allWait: boolean): string | null =>
  still[mode] !== null && allWait ? 'Nobody is held now: timers go on.' : still[mode]

/** Three figures tell enough where there is little room. */
const brief = (nanoseconds: number) => duration(nanoseconds).replace(/^(\d{3})\.\d /, '$1 ')

/** `waited 1.46 s, queued 600 µs`: of a wait that is over, in nanoseconds. */
export const waitedInWords = ({ waited, queued }: { readonly waited: number; readonly queued: number | null }) =>
  [`waited ${brief(waited)}`, ...(queued === null ? [] : [`queued ${brief(queued)}`])].join(', ')

/** `3 times held before a step, 12.4 s: not counted`: by whoever steps, or by the pace of the run. */
export function pausesInWords(pauses: readonly { readonly from: number; readonly to: number }[]): string {
  const held = pauses.reduce((sum, { from, to }) => sum + to - from, 0)
  const times = pauses.length === 1 ? 'once' : `${pauses.length} times`
  return `${times} held before a step, ${duration(held)}: not counted`
}
