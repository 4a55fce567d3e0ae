/** Three processes create one name at the same moment: one of them has it, the others hear that it exists. */
import { ERROR_ALREADY_EXISTS, ERROR_DUPLICATE_NAME, NO_ERROR } from '../../os2/errors.ts'
import { PAG_COMMIT, PAG_READ, PAG_WRITE } from '../../os2/flags.ts'
import type { Os2 } from '../../os2/index.ts'
import { out } from '../../os2/out.ts'
import { type Address, address } from '../../units.ts'
import { answer, type Kind, NOTHING } from './kind.ts'

const SIZE = 4096
const FLAGS = PAG_COMMIT | PAG_READ | PAG_WRITE

interface Named {
  readonly taken: number
  /** Answers the return code, and the handle or address. */
  create(os2: Os2, mark: string): { code: number; made: number }
  close(os2: Os2, made: number): number
}

function semaphore(create: (os2: Os2, mark: string, handle: { value: number }) => number): Named['create'] {
  return (os2, mark) => {
    const handle = out(0)
    return { code: create(os2, mark, handle), made: handle.value }
  }
}

/** One kind of name after the other, from round to round. */
const named: readonly Named[] = [
  {
    taken: ERROR_ALREADY_EXISTS,
    create(os2, mark) {
      const pb = out<Address>(address(0))
      return { code: os2.DosAllocSharedMem(pb, `\\SHAREMEM\\${mark}`, SIZE, FLAGS), made: pb.value }
    },
    close: (os2, made) => os2.DosFreeMem(address(made)),
  },
  {
    taken: ERROR_DUPLICATE_NAME,
    create: semaphore((os2, mark, hev) => os2.DosCreateEventSem(`\\SEM32\\${mark}`, hev, 0, false)),
    close: (os2, made) => os2.DosCloseEventSem(made),
  },
  {
    taken: ERROR_DUPLICATE_NAME,
    create: semaphore((os2, mark, hmtx) => os2.DosCreateMutexSem(`\\SEM32\\${mark}`, hmtx, 0, false)),
    close: (os2, made) => os2.DosCloseMutexSem(made),
  },
]
const ofRound = (round: number) => named[round % named.length] as Named

export const create: Kind = {
  name: 'create',
  processes: 3,
  gifts: false,
  steps: ({ os2, mark, index }) => ({
    round: [
      (round) => ofRound(round).create(os2, mark),
      (round, heard) => {
        const { code = -1, made = 0 } = heard[index] ?? {}
        return code === NO_ERROR ? { closed: ofRound(round).close(os2, made) } : NOTHING
      },
    ],
  }),
  judge(answers, round) {
    const codes = [0, 1, 2].map((index) => answer(answers, 0, index, 'code'))
    const closed = (answers[1] ?? []).filter((each) => 'closed' in each && each.closed !== NO_ERROR)
    const { taken } = ofRound(round)
    const right = [NO_ERROR, taken, taken].sort((a, b) => a - b)
    const wrong = [...codes].sort((a, b) => a - b).some((code, place) => code !== right[place])
    return [
      ...(wrong ? [`creating one name at once gave ${codes.join(', ')}`] : []),
      ...closed.map(({ closed: code }) => `closing what was created gave ${code}`),
    ]
  },
}
