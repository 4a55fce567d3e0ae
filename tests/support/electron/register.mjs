/** For `node --import`: the module `electron` is the stand-in from here on, in the main thread alone. */
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register('./hook.mjs', import.meta.url)
