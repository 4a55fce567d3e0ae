/** The kernel of the machine this runs on. Nobody else chooses one. */
import { createLinuxNative } from './linux/index.ts'
import type { Native } from './native.ts'
import type { KernelLog } from './trace.ts'
import { createWin32Native } from './win32/index.ts'

const kernels: Partial<Record<NodeJS.Platform, (log: KernelLog) => Native>> = {
  linux: createLinuxNative,
  win32: createWin32Native,
}

/** Why Sharemem cannot run on this machine, as a sentence; null when it can. */
export function whatIsMissing(platform: NodeJS.Platform = process.platform): string | null {
  if (platform in kernels) return null
  return `Sharemem runs on Windows and Linux; this machine is ${platform}, and its kernel has no layer here.`
}

/** Throws an error with a sentence for the person where the machine has no kernel layer or koffi no binary. */
export function recommendedNative(log: KernelLog): Native {
  const create = kernels[process.platform]
  if (!create) throw new Error(whatIsMissing() ?? '')
  return create(log)
}
