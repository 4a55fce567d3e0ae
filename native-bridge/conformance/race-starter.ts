/** Runs one kind of race: starts its processes, names the moment at which each step begins, and judges the answers. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { now, processId } from '../units.ts'
import { END, type FromRacer, type RacerStart, type RacerStep, type ToRacer } from './race-protocol.ts'
import type { Answer, Kind, Steps } from './races/kind.ts'
import { kinds } from './races/kinds.ts'

/** From the naming of a moment to that moment: long enough for all to hear of it. In nanoseconds. */
const LEAD = 250_000
/** No step takes so long, in milliseconds. */
const LIMIT = 20_000
/** So many wrong answers tell enough. */
const ENOUGH = 20

/** Who begins a step within so many nanoseconds of the others meets them in it. */
const TOGETHER = 500_000

export interface RaceFigures {
  /** How many were judged. */
  readonly rounds: number
  /** In how many of them all processes began each step together. */
  readonly met: number
  readonly wrong: string[]
}

/** A process that fails, or says nothing. */
class Failed extends Error {}

/** A process of the race. */
function startRacer(file: string, index: number) {
  const child = fork(file, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
  const ended = once(child, 'exit')
  let resolve: (message: FromRacer) => void = () => {}
  let reject: (error: Failed) => void = () => {}
  const fail = (why: string) => reject(new Failed(`process ${index} ${why}`))

  /** What it says next. */
  function hear(): Promise<FromRacer> {
    const timer = setTimeout(() => fail(`said nothing for ${LIMIT / 1000} seconds`), LIMIT)
    const heard = new Promise<FromRacer>((...settle) => {
      ;[resolve, reject] = settle
    })
    return heard.finally(() => clearTimeout(timer))
  }

  child.on('message', (message: FromRacer) => {
    if ('error' in message) fail(`failed: ${message.error}`)
    else resolve(message)
  })
  child.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`))

  return {
    pid: processId(child.pid ?? 0),
    ready: hear(),
    ask(message: ToRacer) {
      child.send(message)
      return hear()
    },
    async end() {
      const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT)
      child.send(END)
      const [, signal] = await ended
      clearTimeout(timer)
      if (signal) throw new Failed(`process ${index} did not end`)
    },
    kill: () => child.kill('SIGKILL'),
  }
}
type StartedRacer = ReturnType<typeof startRacer>

/** Answers of one phase, each step hearing those of the step before. */
async function runPhase(racers: readonly StartedRacer[], phase: keyof Steps, steps: number, round: number) {
  const answers: Answer[][] = []
  let met = true
  for (let step = 0; step < steps; step += 1) {
    const about: RacerStep = { phase, step, round, at: now() + LEAD, heard: answers.at(-1) ?? [] }
    const said = await Promise.all(racers.map(({ ask }) => ask({ step: about })))
    answers.push(said.map((message) => ('answer' in message ? message.answer : {})))
    const times = said.map((message) => ('began' in message ? message.began : 0))
    met &&= Math.max(...times) - Math.min(...times) < TOGETHER
  }
  return { answers, met }
}

async function runRounds(kind: Kind, racers: readonly StartedRacer[], rounds: number, seed: number, wrong: string[]) {
  const pids = racers.map(({ pid }) => pid)
  const mark = `RACE\\${process.pid}`
  const start = (index: number): RacerStart => ({ kind: kind.name, index, seed: seed + index, mark, pids })
  const [first] = await Promise.all(racers.map(({ ask }, index) => ask({ start: start(index) })))
  if (!first || !('started' in first)) throw new Failed('process 0 did not start')
  const steps = first.started
  const figures = { rounds: 0, met: 0 }
  await runPhase(racers, 'before', steps.before, 0)
  for (let round = 0; round < rounds && wrong.length < ENOUGH; round += 1) {
    const { answers, met } = await runPhase(racers, 'round', steps.round, round)
    const found = kind.judge(answers, round)
    figures.rounds += 1
    if (met) figures.met += 1
    wrong.push(...found.map((sentence) => `${kind.name}, round ${round}: ${sentence}`))
  }
  await runPhase(racers, 'after', steps.after, rounds)
  return figures
}

/** Runs so many rounds of a kind. `file` is this program's own, which each process runs again. */
export async function runRace(file: string, name: string, rounds: number, seed: number): Promise<RaceFigures> {
  const kind = kinds.find((candidate) => candidate.name === name)
  if (!kind) throw new Error(`There is no kind of race “${name}”; there are ${kinds.map((each) => each.name)}.`)
  const racers = Array.from({ length: kind.processes }, (_, index) => startRacer(file, index))
  const wrong: string[] = []
  let figures = { rounds: 0, met: 0 }
  try {
    await Promise.all(racers.map(({ ready }) => ready))
    figures = await runRounds(kind, racers, rounds, seed, wrong)
    await Promise.all(racers.map(({ end }) => end()))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    wrong.push(`${name}: ${error.message}`)
  } finally {
    for (const { kill } of racers) kill()
  }
  return { ...figures, wrong }
}
