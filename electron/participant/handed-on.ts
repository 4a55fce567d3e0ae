/** What a window of the host's own has got for this thread, which receives it like what its own queue holds. */
import type { MessageQueues, QueuedMessage, Result } from '../../native-bridge/native.ts'
import { NOTHING } from '../../native-bridge/os2/posts.ts'
import { type Cells, HANDED_ON } from './cells.ts'

/** `arrived` takes what has been handed on since it was last asked. Who waits is woken by a message that says nothing. */
export function withHandedOn(
  queues: MessageQueues,
  cells: Cells,
  arrived: () => readonly QueuedMessage[],
): MessageQueues {
  /** In their order: each keeps its place until somebody wants it. */
  const waiting: QueuedMessage[] = []

  /** Another process may post one that says nothing as well: that is a message like any other. */
  const isOurs = (message: QueuedMessage) =>
    message.id === NOTHING && Atomics.compareExchange(cells, HANDED_ON, 1, 0) === 1

  return {
    ...queues,
    receive(queue, wanted): Result<QueuedMessage> {
      for (;;) {
        waiting.push(...arrived())
        const at = waiting.findIndex(wanted)
        const [first] = at < 0 ? [] : waiting.splice(at, 1)
        if (first) return { ok: true, value: first }
        const received = queues.receive(queue, (message) => message.id === NOTHING || wanted(message))
        if (!received.ok) return received
        if (!isOurs(received.value)) waiting.push(received.value)
      }
    },
  }
}
