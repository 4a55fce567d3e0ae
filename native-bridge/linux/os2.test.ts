import { describe, test } from 'vitest'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeOs2Access } from '../conformance/os2-access.ts'
import { describeOs2Memory } from '../conformance/os2-memory.ts'
import { describeOs2Pages } from '../conformance/os2-pages.ts'
import { describeOs2Pending } from '../conformance/os2-pending.ts'
import { describeOs2Processes } from '../conformance/os2-processes.ts'
import { describeOs2Semaphores } from '../conformance/os2-semaphores.ts'
import { describeOs2Uses } from '../conformance/os2-uses.ts'
import { describeOs2Windows } from '../conformance/os2-windows.ts'

describe.runIf(process.platform === 'linux')('OS/2 on System V', () => {
  for (const suite of [
    describeOs2Access,
    describeOs2Memory,
    describeOs2Pages,
    describeOs2Pending,
    describeOs2Processes,
    describeOs2Semaphores,
    describeOs2Uses,
    describeOs2Windows,
  ]) {
    suite(linuxHarness(test))
  }
})
