/** Three processes create one Win32 name at the same moment: one makes it, the others get what it made. */
import { handle } from '../../kernel-objects.ts'
import { ERROR_ALREADY_EXISTS, NO_ERROR } from '../../winapi/errors.ts'
import { INVALID_HANDLE_VALUE, PAGE_READWRITE, SYNCHRONIZE } from '../../winapi/flags.ts'
import type { WinApi } from '../../winapi/index.ts'
import { answer, type Kind } from './kind.ts'

type Make = (win: WinApi, name: string) => number

/** One kind of object after the other, from round to round; the mutex is its maker's from the start. */
const makes: readonly Make[] = [
  (win, name) => win.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, 4096, name),
  (win, name) => win.CreateEvent(null, false, true, name),
  (win, name) => win.CreateMutex(null, true, name),
]
const MUTEX = 2
const kindOf = (round: number) => round % makes.length

export const winCreate: Kind = {
  name: 'win-create',
  processes: 3,
  gifts: false,
  steps: ({ win, mark, index }) => ({
    round: [
      (round) => {
        const made = makes[kindOf(round)]?.(win, `${mark.replace('\\', '.')}.${round}`) ?? 0
        return { handle: made, code: win.GetLastError() }
      },
      (round, heard) => {
        const of = handle(heard[index]?.handle ?? 0)
        const released = kindOf(round) === MUTEX && win.ReleaseMutex(of) ? 1 : 0
        return { released, closed: win.CloseHandle(of) ? 1 : 0 }
      },
      // All have closed it: the name is free.
      (round) => ({ opened: win.OpenEvent(SYNCHRONIZE, false, `${mark.replace('\\', '.')}.${round}`) }),
    ],
  }),
  judge(answers, round) {
    const told = (step: number, key: string) => [0, 1, 2].map((index) => answer(answers, step, index, key))
    const codes = told(0, 'code')
    const isRight =
      [...codes].sort((a, b) => a - b).join() === [NO_ERROR, ERROR_ALREADY_EXISTS, ERROR_ALREADY_EXISTS].join()
    const owners = told(1, 'released').map((released, index) => released === 1 && codes[index] !== NO_ERROR)
    return [
      ...(isRight && told(0, 'handle').every((each) => each !== 0)
        ? []
        : [`creating one name at once gave ${codes}`]),
      ...(kindOf(round) === MUTEX && (owners.includes(true) || !told(1, 'released').includes(1))
        ? [`the mutex was released by ${told(1, 'released')}`]
        : []),
      ...(told(1, 'closed').includes(0) ? ['a handle could not be closed'] : []),
      ...(told(2, 'opened').some((each) => each !== 0) ? ['a name outlived its last handle'] : []),
    ]
  },
}
