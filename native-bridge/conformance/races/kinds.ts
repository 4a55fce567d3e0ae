/** All kinds of races. */
import { close } from './close.ts'
import { create } from './create.ts'
import { get } from './get.ts'
import { gift } from './gift.ts'
import { give } from './give.ts'
import type { Kind } from './kind.ts'
import { post } from './post.ts'
import { sweep } from './sweep.ts'
import { winAbandon } from './win-abandon.ts'
import { winCreate } from './win-create.ts'
import { winSet } from './win-set.ts'

export const kinds: readonly Kind[] = [create, close, sweep, post, get, give, gift, winCreate, winSet, winAbandon]
