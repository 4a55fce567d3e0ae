/** All kinds of races. */
import { create } from './create.ts'
import type { Kind } from './kind.ts'

export const kinds: readonly Kind[] = [create]
