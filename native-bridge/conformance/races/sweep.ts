/** One process sweeps what the dead have left, while others make, open, use and close: nobody's is taken away. */
import { ERROR_ALREADY_POSTED, ERROR_FILE_NOT_FOUND, ERROR_SEM_NOT_FOUND, NO_ERROR } from '../../os2/errors.ts'
import { OBJ_GETTABLE, PAG_COMMIT, PAG_READ, PAG_WRITE } from '../../os2/flags.ts'
import { out } from '../../out.ts'
import { type Address, address } from '../../units.ts'
import { type Answer, answer, type Kind, type Racer } from './kind.ts'

const READ_WRITE = PAG_READ | PAG_WRITE
const FLAGS = PAG_COMMIT | READ_WRITE
const SIZE = 4096
/** How often each does what it does in a round, always with names of their own. */
const TIMES = 3
const AT_ONCE = 0

/** The first of some return codes that is none of the right ones, as code and place; 0 when all are right. */
function firstWrong(codes: readonly number[], ...right: number[]): Answer {
  const place = codes.findIndex((code) => code !== NO_ERROR && !right.includes(code))
  return { wrong: codes[place] ?? 0, place: place + 1 }
}

const times = (body: (time: number) => number[]) =>
  Array.from({ length: TIMES }, (_, time) => time).flatMap((time) => body(time))

function makeSemaphores({ os2, mark }: Racer, round: number): Answer {
  const codes = times((time) => {
    const [hev, hmtx, posts] = [out(0), out(0), out(0)]
    return [
      os2.DosCreateEventSem(`\\SEM32\\${mark}\\E${round}.${time}`, hev, 0, true),
      os2.DosWaitEventSem(hev.value, AT_ONCE),
      os2.DosQueryEventSem(hev.value, posts),
      os2.DosCreateMutexSem(`\\SEM32\\${mark}\\M${round}.${time}`, hmtx, 0, true),
      os2.DosReleaseMutexSem(hmtx.value),
      os2.DosCloseMutexSem(hmtx.value),
      os2.DosResetEventSem(hev.value, posts),
      os2.DosCloseEventSem(hev.value),
    ]
  })
  return firstWrong(codes)
}

function makeMemory({ os2, touch, mark }: Racer, round: number): Answer {
  const codes = times((time) => {
    const [named, again, unnamed] = [out<Address>(address(0)), out<Address>(address(0)), out<Address>(address(0))]
    const name = `\\SHAREMEM\\${mark}\\${round}.${time}`
    const made = [
      os2.DosAllocSharedMem(named, name, SIZE, FLAGS),
      os2.DosAllocSharedMem(unnamed, null, SIZE, FLAGS | OBJ_GETTABLE),
      os2.DosGetNamedSharedMem(again, name, READ_WRITE),
    ]
    if (made.every((code) => code === NO_ERROR)) touch.write(named.value, 0, Buffer.from('swept?'))
    return [...made, os2.DosFreeMem(again.value), os2.DosFreeMem(named.value), os2.DosFreeMem(unnamed.value)]
  })
  return firstWrong(codes)
}

/** Opens what the others are making just now, when it is there. */
function open({ os2, mark }: Racer, round: number): Answer {
  const codes = times((time) => {
    const [hev, pb] = [out(0), out<Address>(address(0))]
    const opened = os2.DosOpenEventSem(`\\SEM32\\${mark}\\E${round}.${time}`, hev)
    const got = os2.DosGetNamedSharedMem(pb, `\\SHAREMEM\\${mark}\\${round}.${time}`, READ_WRITE)
    return [
      opened,
      got,
      ...(opened === NO_ERROR ? [os2.DosPostEventSem(hev.value), os2.DosCloseEventSem(hev.value)] : []),
      ...(got === NO_ERROR ? [os2.DosFreeMem(pb.value)] : []),
    ]
  })
  return firstWrong(codes, ERROR_SEM_NOT_FOUND, ERROR_FILE_NOT_FOUND, ERROR_ALREADY_POSTED)
}

const parts = ['making semaphores', 'making memory', 'opening'] as const

export const sweep: Kind = {
  name: 'sweep',
  processes: 4,
  gifts: false,
  steps: (racer) => ({
    round: [
      (round) => {
        if (racer.index === 0) return makeSemaphores(racer, round)
        if (racer.index === 1) return makeMemory(racer, round)
        if (racer.index === 2) return open(racer, round)
        return { removed: times(() => racer.native.processes.sweepDead().map(() => 1)).length }
      },
    ],
  }),
  judge(answers) {
    const removed = answer(answers, 0, 3, 'removed')
    return [
      ...(removed > 0 ? [`${removed} objects that somebody uses were removed`] : []),
      ...parts.flatMap((part, index) => {
        const wrong = answer(answers, 0, index, 'wrong')
        return wrong === 0 ? [] : [`${part}: ${wrong} as answer ${answer(answers, 0, index, 'place')}`]
      }),
    ]
  },
}
