/** request-reply on this machine's own kernel, which is left as it was found. */
import { afterEach, beforeEach, expect } from 'vitest'
import { describeFaults } from './suites/faults.ts'
import { describeRequestReply, type Kernel } from './suites/request-reply.ts'
import { runTrace } from './support/cli.ts'
import { kernelObjects } from './support/leaks.ts'

const kernel: Kernel =
  process.platform === 'win32'
    ? { name: 'Win32', runTrace, evidence: 'HandleCount', patience: 4000, map: 'MapViewOfFileEx' }
    : { name: 'System V IPC', runTrace, evidence: 'shm_nattch', patience: 1000, map: 'shmat' }

let before: string[]
beforeEach(() => {
  before = kernelObjects()
})
afterEach(() => expect(kernelObjects()).toEqual(before))

describeRequestReply(kernel)
describeFaults(kernel)
