/** The buffers of msgsnd and msgrcv: a type, which is a long, and then the message. */

import { readLong, writeLong } from './long.ts'

/** In bytes. The sizes that the kernel is told do not count it. */
export const TYPE_SIZE = 8

export function messageBuffer(type: number, size: number): Buffer {
  const buffer = Buffer.alloc(TYPE_SIZE + size)
  writeLong(buffer, type, 0)
  return buffer
}

export const typeOf = (buffer: Buffer) => readLong(buffer, 0)
