/**
 * What wakes a thread that waits: a datagram socket whose name is in no file system, and goes with its process. A byte on
 * it says no more than that the directory is worth another look, so that nobody is let through by a byte of a stranger.
 */
import type { Invoke } from '../invoke.ts'
import { AF_UNIX, type Libc, MSG_DONTWAIT, SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK } from '../libc.ts'

/** A name in the abstract namespace begins with NUL. */
function addressOf(name: string): Buffer {
  const family = Buffer.alloc(2)
  family.writeUInt16LE(AF_UNIX)
  return Buffer.concat([family, Buffer.from(`\0${name}`)])
}

const TONE = Buffer.from([1])

export interface Bell {
  readonly name: string
  readonly descriptor: number
  /** Takes out what has been sent. */
  silence(): void
  close(): void
}

export function createBells(libc: Libc, invoke: Invoke) {
  let sender = -1

  function open() {
    const { value } = invoke('socket', ['AF_UNIX', 'SOCK_DGRAM'], () =>
      libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
    )
    return value
  }

  return {
    /** Null where no socket can be had: too many files are open. */
    create(name: string): Bell | null {
      const descriptor = open()
      if (descriptor === -1) return null
      const address = addressOf(name)
      const { error } = invoke('bind', [descriptor, `@${name}`], () => libc.bind(descriptor, address, address.length))
      const close = () => libc.close(descriptor)
      if (error) {
        close()
        return null
      }
      const room = Buffer.alloc(8)
      return {
        name,
        descriptor,
        silence() {
          while (libc.recv(descriptor, room, room.length, MSG_DONTWAIT) !== -1);
        },
        close,
      }
    },
    /** One that is full will ring anyway; one that is gone belonged to a dead process. */
    ring(names: Iterable<string>) {
      for (const name of new Set(names)) {
        if (sender === -1) sender = open()
        const address = addressOf(name)
        invoke('sendto', [sender, `@${name}`], () => {
          const sent = libc.sendto(sender, TONE, TONE.length, MSG_DONTWAIT, address, address.length)
          return Number(sent)
        })
      }
    },
    close() {
      if (sender !== -1) libc.close(sender)
      sender = -1
    },
  }
}
export type Bells = ReturnType<typeof createBells>
