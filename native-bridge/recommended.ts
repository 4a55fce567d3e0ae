/** The kernel of the machine this runs on. Nobody else chooses one. */
import { whatKoffiLacks } from './koffi.ts'
import { createLinuxNative } from './linux/index.ts'
import { whatSystemVLacks } from './linux/missing.ts'
import type { Native } from './native.ts'
import type { RunClock } from './run-clock.ts'
import type { KernelLog } from './trace.ts'
import { createWin32Native } from './win32/index.ts'

interface Kernel {
  readonly create: (log: KernelLog, clock?: RunClock) => Native
  /** What it lacks on this machine, as a sentence; null when it is all there. Asked with koffi at hand. */
  readonly lacks: () => string | null
}

const kernels: Partial<Record<NodeJS.Platform, Kernel>> = {
  linux: { create: createLinuxNative, lacks: whatSystemVLacks },
  win32: { create: createWin32Native, lacks: () => null },
}

/** Why Sharemem cannot run on this machine, as a sentence; null when it can. Asks the kernel, and makes nothing. */
export function whatIsMissing(platform: NodeJS.Platform = process.platform): string | null {
  const kernel = kernels[platform]
  if (kernel) return whatKoffiLacks() ?? kernel.lacks()
  return `Sharemem runs on Windows and Linux; this machine is ${platform}, and its kernel has no layer here.`
}

/**
 * `clock` times its waits: the real one where there is none. Throws an error where the machine has no kernel layer or
 * koffi no binary: `whatIsMissing` says so in a sentence.
 */
export function recommendedNative(log: KernelLog, clock?: RunClock): Native {
  const kernel = kernels[process.platform]
  if (!kernel) throw new Error(whatIsMissing() ?? '')
  return kernel.create(log, clock)
}
