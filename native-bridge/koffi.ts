/** koffi, through which the kernels are called. Loaded at its first use: whoever calls no kernel does without it. */
import { createRequire } from 'node:module'

type Koffi = typeof import('koffi')

let loaded: Koffi | null = null

/** Throws an Error of koffi's or Node's own where its package or its binary for this machine is not installed. */
export function koffi(): Koffi {
  loaded ??= createRequire(import.meta.url)('koffi') as Koffi
  return loaded
}

/** Why koffi cannot be used here, as a sentence; null when it can. */
export function whatKoffiLacks(): string | null {
  try {
    koffi()
    return null
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    const machine = `${process.platform}-${process.arch}`
    return `Sharemem calls the kernel through koffi, whose binary for ${machine} cannot be loaded (${reason}); ‘npm ci’ installs it.`
  }
}
