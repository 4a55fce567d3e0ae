/** request-reply on this machine's own kernel, which is left as it was found. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { testProgramsFolder } from '../build/test/programs.mjs'
import { leftovers } from './leaks.mjs'
import { describeFaults } from './suites/faults.ts'
import { describeRequestReply, type Kernel } from './suites/request-reply.ts'
import { describeWin32Systems } from './suites/win32-systems.ts'
import { runTraceOf } from './support/cli.ts'
import { useRunHost } from './support/run-hosts.ts'

const run = useRunHost(join(testProgramsFolder, `run-host-${process.pid}.txt`), (addressFile) =>
  spawn(process.execPath, [join(testProgramsFolder, 'run-host.mjs'), addressFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
  }),
)
const runOf = (scenario: string) => runTraceOf(scenario, run)
const runTrace = runOf('request-reply')

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
describeWin32Systems(kernel.name, runOf, {
  told: (path) => path,
  makesLinks: true,
  many: 2000,
})
