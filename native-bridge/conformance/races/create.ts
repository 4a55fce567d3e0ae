/** Three processes create one name at the same moment: one of them has it, the others hear that it exists. */
import { NO_ERROR } from '../../os2/errors.ts'
import { answer, type Kind, NOTHING } from './kind.ts'
import { namedOf } from './named.ts'

const byNumber = (a: number, b: number) => a - b

export const create: Kind = {
  name: 'create',
  processes: 3,
  gifts: false,
  steps: ({ os2, mark, index }) => ({
    round: [
      (round) => namedOf(round).create(os2, mark),
      (round, heard) => {
        const { code = -1, handle = 0 } = heard[index] ?? {}
        return code === NO_ERROR ? { closed: namedOf(round).close(os2, handle) } : NOTHING
      },
    ],
  }),
  judge(answers, round) {
    const codes = [0, 1, 2].map((index) => answer(answers, 0, index, 'code'))
    const { taken } = namedOf(round)
    const isRight = [...codes].sort(byNumber).join() === [NO_ERROR, taken, taken].join()
    const closed = (answers[1] ?? []).flatMap((each) => each.closed ?? [])
    return [
      ...(isRight ? [] : [`creating one name at once gave ${codes.join(', ')}`]),
      ...closed.filter((code) => code !== NO_ERROR).map((code) => `closing what was created gave ${code}`),
    ]
  },
}
