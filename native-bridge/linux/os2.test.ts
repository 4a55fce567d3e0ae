import { describe, test } from 'vitest'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeOs2Memory } from '../conformance/os2-memory.ts'

describe.runIf(process.platform === 'linux')('OS/2 on System V', () => describeOs2Memory(linuxHarness(test)))
