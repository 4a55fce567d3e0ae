/**
 * One gets what it is given at the same moment, and another gets it too. A Get succeeds when the object is gettable, and
 * is refused when it is not; either way what was given is held once, with all the access that was asked for.
 */
import { ERROR_ACCESS_DENIED, NO_ERROR } from '../../os2/errors.ts'
import { OBJ_GETTABLE, OBJ_GIVEABLE, PAG_COMMIT, PAG_READ, PAG_WRITE } from '../../os2/flags.ts'
import { out } from '../../out.ts'
import { type Address, address } from '../../units.ts'
import { look, pause } from './held.ts'
import { type Answer, answer, type Kind, NOTHING, type Racer, type Step } from './kind.ts'

const SIZE = 4096
const READ_WRITE = PAG_READ | PAG_WRITE
const [OWNER, RECEIVER, GETTER] = [0, 1, 2] as const
/** About as long as a Give takes, in nanoseconds. */
const GIVING = 200_000

/** One kind after the other: what the receiver asks for, what it is given, and whether it may get it at all. */
const isGettable = (round: number) => round % 4 !== 3
const givenIn = (round: number) => (round % 2 === 0 ? PAG_READ : READ_WRITE)
const gotIn = (round: number) => (round % 4 < 2 ? READ_WRITE : PAG_READ)
const writesIn = (round: number) => ((givenIn(round) | (isGettable(round) ? gotIn(round) : 0)) & PAG_WRITE ? 1 : 0)

function steps(racer: Racer): { round: Step[] } {
  const { index, os2, pids } = racer
  let pb: Address = address(0)

  function allocate(round: number): Answer {
    const allocated = out<Address>(address(0))
    const shared = OBJ_GIVEABLE | (isGettable(round) ? OBJ_GETTABLE : 0)
    const code = os2.DosAllocSharedMem(allocated, null, SIZE, shared | PAG_COMMIT | READ_WRITE)
    return { code, pb: allocated.value }
  }

  function meet(round: number, heard: readonly Answer[]): Answer {
    pb = address(heard[OWNER]?.pb ?? 0)
    if (index === OWNER) {
      return { given: os2.DosGiveSharedMem(pb, pids[RECEIVER] ?? racer.native.processes.self, givenIn(round)) }
    }
    pause(racer, GIVING)
    return { got: os2.DosGetSharedMem(pb, index === RECEIVER ? gotIn(round) : READ_WRITE) }
  }

  /** Writing is what a widened mapping must stand. */
  function see(): Answer {
    const seen = look(racer, pb)
    if (seen.writes) racer.touch.write(pb, index, Buffer.from([index]))
    return seen
  }

  return {
    round: [
      (round) => (index === OWNER ? allocate(round) : NOTHING),
      meet,
      see,
      (_round, heard) => (heard[index]?.holds ? { freed: os2.DosFreeMem(pb) } : NOTHING),
      () => ({ left: racer.native.sections.probe(pb).value }),
    ],
  }
}

export const gift: Kind = {
  name: 'gift',
  processes: 3,
  gifts: true,
  steps,
  judge(answers, round) {
    const wrong: string[] = []
    const [code, given] = [answer(answers, 0, OWNER, 'code'), answer(answers, 1, OWNER, 'given')]
    if (code !== NO_ERROR || given !== NO_ERROR) wrong.push(`alloc ${code}, give ${given}`)
    const right = isGettable(round) ? NO_ERROR : ERROR_ACCESS_DENIED
    for (const index of [RECEIVER, GETTER]) {
      const got = answer(answers, 1, index, 'got')
      if (got !== right) wrong.push(`process ${index} got ${got} for its Get, not ${right}`)
    }
    const expected = isGettable(round) ? 3 : 2
    for (const { holds, holders } of answers[2] ?? []) {
      if (holds && holders !== expected) wrong.push(`${expected} hold the object, and ${holders} are counted`)
    }
    const [holds, writes] = [answer(answers, 2, RECEIVER, 'holds'), answer(answers, 2, RECEIVER, 'writes')]
    if (!holds || writes !== writesIn(round)) wrong.push(`the receiver holds ${holds}, writes ${writes}`)
    for (const { freed = NO_ERROR } of answers[3] ?? []) if (freed !== NO_ERROR) wrong.push(`free: ${freed}`)
    const left = answer(answers, 4, OWNER, 'left')
    if (left !== 0) wrong.push(`${left} still hold what all have freed`)
    return wrong
  },
}
