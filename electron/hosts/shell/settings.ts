/** What the app remembers from one start to the next, in one small file of its user's. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod/mini'
import { theme } from '../../contract/desktop.ts'

export const MOST_RECENT = 8

const place = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().check(z.minimum(1)),
  height: z.int().check(z.minimum(1)),
  maximized: z.boolean(),
})
/** Where the window was, in the screen's own pixels. */
export type Place = z.infer<typeof place>

/** Whatever of it cannot be understood has its default. */
const settings = z.object({
  theme: z.catch(theme, 'system'),
  window: z.catch(z.nullable(place), null),
  /** Paths of recordings, the latest first. */
  recent: z.catch(z.array(z.string()).check(z.maxLength(MOST_RECENT)), []),
})
export type Settings = z.infer<typeof settings>

export interface SettingsFile {
  readonly current: Settings
  change(some: Partial<Settings>): void
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Not written yet, or not by us.
    return {}
  }
}

/** Replaced as a whole: whoever is ended meanwhile leaves the old one. */
function write(file: string, value: Settings) {
  mkdirSync(dirname(file), { recursive: true })
  const next = `${file}.new`
  writeFileSync(next, JSON.stringify(value), { mode: 0o600 })
  renameSync(next, file)
}

export function openSettings(file: string, report: (error: unknown) => void): SettingsFile {
  const known = settings.safeParse(read(file))
  let current = known.success ? known.data : settings.parse({})
  return {
    get current() {
      return current
    },
    change(some) {
      current = { ...current, ...some }
      try {
        write(file, current)
      } catch (error) {
        report(error)
      }
    },
  }
}
