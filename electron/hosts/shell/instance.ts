/** One app for each user: a second start hands what it was asked to open to the one that runs, and ends. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import * as z from 'zod/mini'

/** What the first start hears of a second one; Chromium rearranges the command line itself. */
const wish = z.object({ files: z.array(z.string()) })

const RECORDING = /\.(sharemem|jsonl)$/i

/** A Linux desktop hands over addresses. */
function pathOf(argument: string, folder: string): string | null {
  try {
    return argument.startsWith('file:') ? fileURLToPath(argument) : resolve(folder, argument)
  } catch {
    return null
  }
}

/** The recordings among the arguments of a command line, as absolute paths; `folder` is where it was typed. */
export function recordingsIn(args: readonly string[], folder: string): string[] {
  return args
    .filter((argument) => !argument.startsWith('-') && RECORDING.test(argument))
    .map((argument) => pathOf(argument, folder))
    .filter((path) => path !== null)
}

export interface InstanceOptions {
  readonly files: readonly string[]
  /** Somebody has started the app again, with these files or none. */
  readonly startedAgain: (files: readonly string[]) => void
}

/** Whether this is the only start, as of now; if not, the other one has been told. */
export function becomeOnly({ files, startedAgain }: InstanceOptions): boolean {
  if (!app.requestSingleInstanceLock({ files })) return false
  app.on('second-instance', (_event, _args, _folder, data) => {
    const told = wish.safeParse(data)
    startedAgain(told.success ? told.data.files : [])
  })
  // How a Mac's Finder opens a file.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    startedAgain([path])
  })
  return true
}
