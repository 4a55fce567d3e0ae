/**
 * Two give to one that frees. Each Give succeeds, before the free or after it; afterwards the receiver holds the object
 * or not, and the kernel counts as many as hold it.
 */
import { NO_ERROR } from '../../os2/errors.ts'
import { OBJ_GIVEABLE, PAG_COMMIT, PAG_READ, PAG_WRITE } from '../../os2/flags.ts'
import { out } from '../../out.ts'
import { type Address, address } from '../../units.ts'
import { look, pause } from './held.ts'
import { type Answer, answer, type Kind, NOTHING, type Racer, type Step } from './kind.ts'

const SIZE = 4096
const READ_WRITE = PAG_READ | PAG_WRITE
const [OWNER, RECEIVER, HELPER] = [0, 1, 2] as const
/** About as long as a Give takes, in nanoseconds. */
const GIVING = 200_000

function steps(racer: Racer): { round: Step[] } {
  const { index, os2, touch, pids } = racer
  let pb: Address = address(0)
  const giveTo = (receiver: number) =>
    os2.DosGiveSharedMem(pb, pids[receiver] ?? racer.native.processes.self, READ_WRITE)

  function allocate(round: number): Answer {
    const allocated = out<Address>(address(0))
    const code = os2.DosAllocSharedMem(allocated, null, SIZE, OBJ_GIVEABLE | PAG_COMMIT | READ_WRITE)
    pb = allocated.value
    touch.write(pb, 0, Buffer.from([round % 256]))
    return { code, pb, given: giveTo(RECEIVER), helped: giveTo(HELPER) }
  }

  function meet(heard: readonly Answer[]): Answer {
    pb = address(heard[OWNER]?.pb ?? 0)
    if (index !== RECEIVER) return { given: giveTo(RECEIVER) }
    pause(racer, GIVING)
    return { freed: os2.DosFreeMem(pb) }
  }

  function see(): Answer {
    const seen = look(racer, pb)
    return seen.holds ? { ...seen, word: touch.read(pb, 0, 1).readUInt8() } : seen
  }

  return {
    round: [
      (round) => (index === OWNER ? allocate(round) : NOTHING),
      (_round, heard) => meet(heard),
      see,
      (_round, heard) => (heard[index]?.holds ? { freed: os2.DosFreeMem(pb) } : NOTHING),
      () => ({ left: racer.native.sections.probe(pb).value }),
    ],
  }
}

export const give: Kind = {
  name: 'give',
  processes: 3,
  gifts: true,
  steps,
  judge(answers, round) {
    const wrong: string[] = []
    for (const step of answers) {
      for (const { code = NO_ERROR, given = NO_ERROR, helped = NO_ERROR, freed = NO_ERROR } of step) {
        const codes = [code, given, helped, freed]
        if (codes.some((each) => each !== NO_ERROR)) wrong.push(`alloc, give, give, free: ${codes.join(', ')}`)
      }
    }
    const holds = answers[2]?.filter((each) => each.holds) ?? []
    for (const { holders, word } of holds) {
      if (holders !== holds.length) wrong.push(`${holds.length} hold the object, and ${holders} are counted`)
      if (word !== round % 256) wrong.push('what is held is another object')
    }
    if (holds.length < 2) wrong.push('who has given it does not hold it')
    const left = answer(answers, 4, OWNER, 'left')
    if (left !== 0) wrong.push(`${left} still hold what all have freed`)
    return wrong
  },
}
