import { describe, test } from 'vitest'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeSync } from '../conformance/sync.ts'

describe.runIf(process.platform === 'linux')('events and mutexes on System V', () => describeSync(linuxHarness(test)))
