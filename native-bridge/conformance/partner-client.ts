/** The test's end of a partner process. */
import { type ChildProcess, fork } from 'node:child_process'
import { type ProcessId, processId } from '../units.ts'
import { type PartnerCall, type PartnerCalls, type PartnerReply, partnerCalls } from './partner-protocol.ts'

type Remote = {
  readonly [Name in PartnerCall]: (...args: Parameters<PartnerCalls[Name]>) => Promise<ReturnType<PartnerCalls[Name]>>
}

export interface Partner extends Remote {
  readonly pid: ProcessId
  /** Resolves with its exit status once it has ended; null when a signal has ended it. */
  readonly exited: Promise<number | null>
  /** Kills it without warning (SIGKILL, TerminateProcess); resolves once it has ended. */
  kill(): Promise<void>
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Sends calls and sorts their answers. */
function createRemote(child: ChildProcess): { remote: Remote; failAll(why: Error): void } {
  const waiting = new Map<number, Waiting>()
  let calls = 0
  child.on('message', (reply: PartnerReply) => {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) call?.reject(new Error(`in the partner: ${reply.error}`))
    else call?.resolve(reply.value)
  })
  const send =
    (call: PartnerCall) =>
    (...args: unknown[]) =>
      new Promise((resolve, reject) => {
        calls += 1
        waiting.set(calls, { resolve, reject })
        child.send({ id: calls, call, args }, (error) => error && reject(error))
      })
  return {
    remote: Object.fromEntries(partnerCalls.map((call) => [call, send(call)])) as unknown as Remote,
    failAll(why) {
      for (const { reject } of waiting.values()) reject(why)
    },
  }
}

/** Wine 8 has been seen to refuse a process for once, with an error that Node does not know. */
const FOR_ONCE = 'UNKNOWN'

function forkPartner(path: string): ChildProcess {
  // Inherited output would be a pipe under some runners, which Wine's node.exe cannot write to.
  const start = () => fork(path, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  try {
    return start()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== FOR_ONCE) throw error
    return start()
  }
}

/** Resolves once the partner is ready to be asked. */
export async function startPartner(path: string): Promise<Partner> {
  const child = forkPartner(path)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the partner ended with ${signal ?? code}`)))
  })
  const { remote, failAll } = createRemote(child)
  exited.then(() => failAll(new Error('the partner ended before it answered')))
  return {
    ...remote,
    pid: processId(child.pid ?? 0),
    exited,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
