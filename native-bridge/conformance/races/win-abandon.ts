/** The owner of a mutex is killed at the moment at which two others begin to wait for it: one of them has it, and is told. */
import { type ChildProcess, fork } from 'node:child_process'
import { handle } from '../../kernel-objects.ts'
import { recommendedNative } from '../../recommended.ts'
import { sleep } from '../../sleep.ts'
import { createTracer, noKernelLog } from '../../trace.ts'
import { INFINITE, WAIT_ABANDONED_0, WAIT_OBJECT_0, WAIT_TIMEOUT } from '../../winapi/flags.ts'
import { createWinApiProcess, type WinApi } from '../../winapi/index.ts'
import { type Answer, answer, type Kind, NOTHING } from './kind.ts'

/** In milliseconds. */
const PATIENCE = 10_000
const OWNER = 'win-owner'
const KILLER = 0

/** What this race starts: owns the mutex until it is killed. */
export function beOwner(name: string) {
  const { calls } = createWinApiProcess({
    native: recommendedNative(noKernelLog),
    tracer: createTracer({ gate: { before() {} }, locate: () => null, record() {} }),
    processes: { start: () => null, exitCode: () => null, pause: () => true },
    interrupted: () => false,
  })
  calls.WaitForSingleObject(calls.CreateMutex(null, false, name), INFINITE)
  // Longer than any race.
  setTimeout(() => {}, 600_000)
}
export const isOwner = (kind: string | undefined) => kind === OWNER

/** Once this thread does not get the mutex any more, the owner has it. */
function waitForOwner(win: WinApi, mutex: ReturnType<typeof handle>) {
  while (win.WaitForSingleObject(mutex, 0) !== WAIT_TIMEOUT) {
    win.ReleaseMutex(mutex)
    sleep(5)
  }
}

export const winAbandon: Kind = {
  name: 'win-abandon',
  processes: 3,
  gifts: false,
  steps({ win, mark, index }) {
    const name = `${mark.replace('\\', '.')}.mutex`
    let mutex = handle(0)
    let owner: ChildProcess | null = null
    return {
      before: [
        () => {
          mutex = win.CreateMutex(null, false, name)
          return NOTHING
        },
      ],
      round: [
        () => {
          if (index !== KILLER) return NOTHING
          owner = fork(process.argv[1] ?? '', [OWNER, name], { stdio: 'ignore' })
          waitForOwner(win, mutex)
          return NOTHING
        },
        (): Answer => {
          if (index === KILLER) return { killed: owner?.kill('SIGKILL') ? 1 : 0 }
          const waited = win.WaitForSingleObject(mutex, PATIENCE)
          return { waited, released: win.ReleaseMutex(mutex) ? 1 : 0 }
        },
        (): Answer =>
          index === KILLER
            ? { left: win.WaitForSingleObject(mutex, 0), freed: win.ReleaseMutex(mutex) ? 1 : 0 }
            : NOTHING,
      ],
    }
  },
  judge(answers) {
    const waits = [1, 2].map((index) => answer(answers, 1, index, 'waited'))
    const released = [1, 2].map((index) => answer(answers, 1, index, 'released'))
    const left = answer(answers, 2, KILLER, 'left')
    const isRight = [...waits].sort((a, b) => a - b).join() === [WAIT_OBJECT_0, WAIT_ABANDONED_0].join()
    return [
      ...(isRight && !released.includes(0) ? [] : [`waiting gave ${waits}, releasing ${released}`]),
      ...(left === WAIT_OBJECT_0 ? [] : [`afterwards the mutex gave ${left}`]),
    ]
  },
}
