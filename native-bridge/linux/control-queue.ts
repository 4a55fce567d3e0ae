/** The message queue on which a process is asked: the memory agent of its process makes it, givers find it. */
import type { Failure, KernelError, Result } from '../native.ts'
import type { ProcessId } from '../units.ts'
import { errno, failure } from './errno.ts'
import { AGENT_PRESENCE } from './gift-protocol.ts'
import type { KernelQueue, KernelQueues } from './kernel-queue.ts'
import { controlQueueKeys } from './keys.ts'
import type { Presence } from './presence.ts'

const nobody: Failure = { ok: false, reason: 'no-process', error: null }

export function createControlQueues(presence: Presence, kernelQueues: KernelQueues) {
  /** A queue of ours at that key whose agent is gone was left by an earlier process of the same id. */
  function createAt(key: number): KernelQueue | KernelError {
    const created = kernelQueues.create(key)
    if ('msqid' in created || created.code !== errno.EEXIST) return created
    function removeQueue() {
      const abandoned = kernelQueues.find(key)
      if (!abandoned.error) kernelQueues.removeQueue(abandoned.value)
    }
    return presence.removeAbandoned(key, AGENT_PRESENCE, removeQueue) ? kernelQueues.create(key) : created
  }

  return {
    /** At the first key where nothing of another user's was left. EEXIST: the process has an agent already. */
    create(pid: ProcessId): KernelQueue | KernelError {
      let taken: KernelError = { code: errno.EEXIST, name: 'EEXIST' }
      for (const key of controlQueueKeys(pid)) {
        const created = createAt(key)
        if ('msqid' in created || created.code !== errno.EEXIST) return created
        taken = created
        if (!presence.absence(key, AGENT_PRESENCE, 'no-process')) break
      }
      return taken
    },
    /** The queue of an agent that is there. */
    find(pid: ProcessId): Result<number> {
      let absent = nobody
      for (const key of controlQueueKeys(pid)) {
        const why = presence.absence(key, AGENT_PRESENCE, 'no-process')
        if (!why) {
          const { value, error } = kernelQueues.find(key)
          return error ? failure(error, 'no-process') : { ok: true, value }
        }
        if (absent === nobody) absent = why
      }
      return absent
    },
  }
}
export type ControlQueues = ReturnType<typeof createControlQueues>
