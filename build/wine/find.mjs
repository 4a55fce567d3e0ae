/** Where a machine has Wine. Debian's wine64 alone puts nothing on the PATH but a wrapper that also wants wine32. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const PLACES = ['/usr/lib/wine/wine64', '/usr/lib/wine/wine']

/** The 64-bit loader; null where there is none. */
export function findWine() {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'wine64'))
  return [...PLACES, ...onPath].find((path) => existsSync(path)) ?? null
}
