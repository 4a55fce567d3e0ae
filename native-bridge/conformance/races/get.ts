/**
 * An object that is freed while others get it, and while a third is handed the next: whoever was let in holds the only
 * living object at its address, and what is done with is gone.
 */
import { ERROR_INVALID_ADDRESS, NO_ERROR } from '../../os2/errors.ts'
import { OBJ_GETTABLE, PAG_COMMIT, PAG_READ, PAG_WRITE } from '../../os2/flags.ts'
import { out } from '../../out.ts'
import { type Address, address } from '../../units.ts'
import { type Answer, answer, type Kind, NOTHING, type Racer, type Step } from './kind.ts'

const SIZE = 4096
const READ_WRITE = PAG_READ | PAG_WRITE
const FLAGS = OBJ_GETTABLE | PAG_COMMIT | READ_WRITE
const OWNER = 0

/** The word by which an object is known: who has made it, and in which round. */
const wordOf = (index: number, round: number) => round * 8 + index + 1

function steps({ index, os2, touch, native }: Racer): { round: Step[] } {
  /** Where this process holds an object; 0 when it holds none. */
  let held: Address = address(0)
  let last: Address = address(0)

  function allocate(round: number): Answer {
    const pb = out<Address>(address(0))
    const allocated = os2.DosAllocSharedMem(pb, null, SIZE, FLAGS)
    if (allocated !== NO_ERROR) return { allocated }
    held = pb.value
    const word = Buffer.alloc(4)
    word.writeUInt32LE(wordOf(index, round))
    touch.write(held, 0, word)
    return { allocated, pb: held }
  }

  function get(): Answer {
    const got = os2.DosGetSharedMem(last, READ_WRITE)
    if (got === NO_ERROR) held = last
    return { got }
  }

  function free(): Answer {
    if (held === 0) return NOTHING
    const freed = os2.DosFreeMem(held)
    held = address(0)
    return { freed }
  }

  /** The word in the object, and how many hold what lives at its address. */
  function look(): Answer {
    if (held === 0) return NOTHING
    const word = Buffer.from(touch.read(held, 0, 4)).readUInt32LE()
    return { pb: held, word, holders: native.sections.probe(held).value }
  }

  const base = (heard: readonly Answer[]) => heard[OWNER]?.pb ?? 0
  return {
    round: [
      // The address of the round before is the one that is handed out next: who gets it may find it half made.
      (round) => (index === OWNER ? allocate(round) : last === 0 ? NOTHING : get()),
      (round, heard) => {
        if (index === OWNER) return free()
        last = address(base(heard))
        if (held !== 0) return NOTHING
        return index === 1 ? get() : allocate(round)
      },
      look,
      free,
      () => ({ left: last === 0 ? 0 : native.sections.probe(last).value }),
    ],
  }
}

/** The codes of one kind that a step answered. */
const codesOf = (answers: readonly Answer[] | undefined, key: string) =>
  (answers ?? []).map((each) => each[key]).filter((code) => code !== undefined)

export const get: Kind = {
  name: 'get',
  processes: 3,
  gifts: false,
  steps,
  judge(answers, round) {
    const wrong: string[] = []
    for (const step of [0, 1, 3]) {
      for (const key of ['allocated', 'freed']) {
        for (const code of codesOf(answers[step], key)) if (code !== NO_ERROR) wrong.push(`${key}: ${code}`)
      }
      for (const code of codesOf(answers[step], 'got')) {
        if (code !== NO_ERROR && code !== ERROR_INVALID_ADDRESS) wrong.push(`got: ${code}`)
      }
    }
    const seen = (answers[2] ?? []).filter((each) => 'pb' in each)
    for (const { pb = 0, word = 0, holders } of seen) {
      const others = seen.filter((other) => other.pb === pb)
      if (others.some((other) => other.word !== word)) wrong.push(`two living objects at ${pb.toString(16)}`)
      if (holders !== others.length)
        wrong.push(`${others.length} hold ${pb.toString(16)}, and ${holders} are counted`)
      if (Math.floor((word - 1) / 8) !== round) wrong.push(`what lies at ${pb.toString(16)} is of another round`)
    }
    answers[4]?.forEach((_, index) => {
      const left = answer(answers, 4, index, 'left')
      if (left !== 0) wrong.push(`${left} still hold what all have freed`)
    })
    return wrong
  },
}
