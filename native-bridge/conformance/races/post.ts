/**
 * Two wait for an event while it is posted. One that resets itself is posted by two others at once, and each post lets
 * one through; one that stays posted is reset at once, and lets both through.
 */
import { GETNCNT, libc } from '../../linux/libc.ts'
import { STATE } from '../../linux/sync.ts'
import type { Native } from '../../native.ts'
import { ERROR_ALREADY_POSTED, ERROR_TIMEOUT, NO_ERROR } from '../../os2/errors.ts'
import { DCE_AUTORESET } from '../../os2/flags.ts'
import { out } from '../../out.ts'
import { now } from '../../units.ts'
import { type Answer, answer, type Kind, NOTHING, type Racer, type Steps } from './kind.ts'

const WAITERS = 2
const CREATOR = 2
/** How long one waits, in milliseconds, when a post before the wait, and its reset, were not meant for it. */
const PATIENCE = 500
/** How long a poster looks whether both wait, and how long a slice of waiting in the kernel is: nanoseconds. */
const LOOK = 5_000_000
const SLICE = 100_000_000

const isAuto = (round: number) => round % 2 === 0
const nameOf = (mark: string, auto: boolean) => `\\SEM32\\${mark}\\${auto ? 'AUTO' : 'MANUAL'}`

/** The kernel's own event behind a semaphore, on Linux. */
function semidOf({ events, kernel }: Native, handle: number, auto: boolean): number | null {
  if (kernel !== 'sysv') return null
  const event = events.open(`os2.${handle.toString(16)}`, !auto)
  if (!event.ok) return null
  events.close(event.value)
  return event.value.token
}

/** Looks until both wait, or one of them was let through; how many did wait at most. */
function countWaiters(semid: number): number {
  const end = now() + LOOK
  let most = 0
  while (now() < end) {
    const count = libc().semctl(semid, STATE, GETNCNT, 0)
    if (count < most || count === WAITERS) return Math.max(count, most)
    most = count
  }
  return most
}

function steps({ os2, native, mark, index }: Racer): Steps {
  const handles = { auto: 0, manual: 0 }
  const handleOf = (round: number) => (isAuto(round) ? handles.auto : handles.manual)
  const semids = { auto: -1, manual: -1 }

  function take(call: (name: string, hev: { value: number }, flags: number) => number) {
    const [auto, manual] = [out(0), out(0)]
    const codes = [call(nameOf(mark, true), auto, DCE_AUTORESET), call(nameOf(mark, false), manual, 0)]
    if (codes.some((code) => code !== NO_ERROR)) throw new Error(`The events could not be opened: ${codes.join()}`)
    Object.assign(handles, { auto: auto.value, manual: manual.value })
    semids.auto = semidOf(native, auto.value, true) ?? -1
    semids.manual = semidOf(native, manual.value, false) ?? -1
    return NOTHING
  }

  function wait(round: number): Answer {
    const began = now()
    return { began, waited: os2.DosWaitEventSem(handleOf(round), PATIENCE) }
  }

  function post(round: number): Answer {
    const posts = out(0)
    const seen = countWaiters(isAuto(round) ? semids.auto : semids.manual)
    const posted = os2.DosPostEventSem(handleOf(round))
    const reset = isAuto(round) ? 0 : os2.DosResetEventSem(handleOf(round), posts)
    return { seen, posted, ended: now(), reset, posts: posts.value }
  }

  /** Whether it is still posted; then it is reset for the next round. */
  function look(round: number): Answer {
    const [posts, before] = [out(0), out(0)]
    const queried = os2.DosQueryEventSem(handleOf(round), posts)
    if (posts.value > 0) os2.DosResetEventSem(handleOf(round), before)
    return { queried, posts: posts.value, before: before.value }
  }

  return {
    before: [
      () =>
        index === CREATOR ? take((name, hev, flags) => os2.DosCreateEventSem(name, hev, flags, false)) : NOTHING,
      () => (index === CREATOR ? NOTHING : take((name, hev) => os2.DosOpenEventSem(name, hev))),
    ],
    round: [
      (round) => {
        if (index < WAITERS) return wait(round)
        return isAuto(round) || index === CREATOR ? post(round) : NOTHING
      },
      (round) => (index === CREATOR ? look(round) : NOTHING),
    ],
  }
}

function judge(answers: readonly (readonly Answer[])[], round: number): string[] {
  const posters = (answers[0] ?? []).filter((each) => 'posted' in each)
  const waits = [0, 1].map((index) => answer(answers, 0, index, 'waited'))
  const left = answer(answers, 1, CREATOR, 'posts')
  const posted = posters.map((each) => each.posted ?? -1)
  const told = `posts ${posted.join(', ')}, waits ${waits.join(', ')}`
  const wrong: string[] = []
  for (const code of waits) if (code !== NO_ERROR && code !== ERROR_TIMEOUT) wrong.push(`waiting gave ${code}`)
  for (const code of posted)
    if (code !== NO_ERROR && code !== ERROR_ALREADY_POSTED) wrong.push(`posting gave ${code}`)

  // All that waited did so in its first slice, at a moment before any post: each post has somebody to let through.
  const began = Math.min(...[0, 1].map((index) => answer(answers, 0, index, 'began')))
  const inFirstSlice = posters.every(({ ended = 0 }) => ended < began + SLICE)
  const bothWaited = posters.some(({ seen }) => seen === WAITERS)
  const allThrough = [...posted, ...waits].every((code) => code === NO_ERROR)
  if (bothWaited && (inFirstSlice || !isAuto(round)) && !allThrough) wrong.push(`both waited: ${told}`)

  if (isAuto(round)) {
    const through = waits.filter((code) => code === NO_ERROR).length
    const posts = posted.filter((code) => code === NO_ERROR).length
    if (posts !== through + (left > 0 ? 1 : 0)) wrong.push(`${told}, and ${left} posts are left`)
  } else {
    const [{ reset = -1, posts = -1 } = {}] = posters
    if (reset !== NO_ERROR || posts !== 1 || left !== 0)
      wrong.push(`the reset gave ${reset}: ${posts} posts, then ${left}`)
  }
  return wrong
}

export const post: Kind = { name: 'post', processes: 4, gifts: false, steps, judge }
