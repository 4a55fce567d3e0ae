/** What the kernel holds of ours: read before and after, nothing may have been added. */
import { readdirSync, readFileSync } from 'node:fs'
import { root } from './cli.ts'

const kinds = ['shm', 'msg', 'sem'] as const

/** The rows of /proc/sysvipc without what changes by mere use, and the helper processes that run. */
export function kernelObjects(): string[] {
  if (process.platform !== 'linux') return []
  const objects = kinds.flatMap((kind) =>
    readFileSync(`/proc/sysvipc/${kind}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => `${kind} ${row.trim().split(/\s+/).slice(0, 2).join(' ')}`),
  )
  return [...objects, ...helpers().map((pid) => `process ${pid}`)]
}

/** A path as Linux has it, also of a program inside Wine. */
const onLinux = (path: string) => path.replace(/^Z:/, '').replaceAll('\\', '/')

const isHelper = (argument: string) =>
  onLinux(argument).startsWith(`${root}/`) && onLinux(argument).endsWith('/participant/helper.cjs')

/** The process ids of helpers of any run of this checkout; others may run beside it. */
export function helpers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).some(isHelper))
    .map(Number)
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    // It has ended since it was listed.
    return []
  }
}

/** Resolves to the helper that `client` has started; rejects when none appears. */
export const helperOf = (client: number) => findHelper((pid) => parentOf(pid) === client)

/** Resolves to a helper inside Wine, whose parents are not those that Windows programs see. */
export const helperInWine = () => findHelper((pid) => commandLine(String(pid)).some((part) => part.endsWith('.exe')))

async function findHelper(wanted: (pid: number) => boolean): Promise<number> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const found = helpers().find(wanted)
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('no helper appeared')
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return -1
  }
}
