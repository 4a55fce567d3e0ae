/** Where the trial puts what it makes: all of it in .cache, so that only the Debian and what was fetched are kept. */
import { join } from 'node:path'
import { root } from '../builder.mjs'

const cache = join(root, '.cache', 'package')

export const places = {
  /** Above the Debian. */
  cache,
  /** Made anew each time. */
  trial: join(cache, 'trial'),
}

/** A folder or file of the trial. */
export const inTrial = (/** @type {string[]} */ ...names) => join(places.trial, ...names)
