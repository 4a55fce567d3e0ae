/** request-reply on this machine's own kernel, which is left as it was found. */
import { afterEach, beforeEach, expect } from 'vitest'
import { leftovers } from './leaks.mjs'
import { describeFaults } from './suites/faults.ts'
import { describeRequestReply, type Kernel } from './suites/request-reply.ts'
import { describeWin32Systems } from './suites/win32-systems.ts'
import { runTrace, runTraceOf } from './support/cli.ts'

const kernel: Kernel =
  process.platform === 'win32'
    ? { name: 'Win32', runTrace, evidence: 'HandleCount', patience: 4000, map: 'MapViewOfFileEx' }
    : { name: 'System V IPC', runTrace, evidence: 'shm_nattch', patience: 2500, map: 'shmat' }

let before: string[]
beforeEach(() => {
  before = leftovers()
})
afterEach(() => expect(leftovers()).toEqual(before))

describeRequestReply(kernel)
describeFaults(kernel)
describeWin32Systems(kernel.name, runTraceOf, {
  told: (path) => path,
  makesLinks: true,
  many: 2000,
})
