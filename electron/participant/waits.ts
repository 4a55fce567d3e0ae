/** The kernel's calls in which a participant thread may wait for another process, seen from control. */
import type { Native } from '../../native-bridge/native.ts'
import { type Cells, QUEUE, whileResting, whileWaiting } from './cells.ts'

/** Marks the calls that wait, and notes the thread's queue, by which control wakes it. */
export function markWaits(native: Native, cells: Cells): Native {
  const { sections, events, exclusive, mutexes, objects, queues } = native
  const marked =
    <Args extends unknown[], Returned>(call: (...args: Args) => Returned) =>
    (...args: Args) =>
      whileResting(cells, () => call(...args))
  return {
    ...native,
    exclusive: (body) => whileWaiting(cells, () => exclusive(body)),
    // In these something is done, and not only waited for.
    sections: { ...sections, give: (...args) => whileWaiting(cells, () => sections.give(...args)) },
    events: { ...events, wait: marked(events.wait) },
    mutexes: { ...mutexes, acquire: marked(mutexes.acquire) },
    objects: { ...objects, wait: marked(objects.wait) },
    queues: {
      ...queues,
      receive: marked(queues.receive),
      createQueue(capacity) {
        const created = queues.createQueue(capacity)
        if (created.ok) Atomics.store(cells, QUEUE, created.value.token + 1)
        return created
      },
    },
  }
}
