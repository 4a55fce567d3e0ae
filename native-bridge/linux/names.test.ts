import { describe, test } from 'vitest'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeNames } from '../conformance/names.ts'

describe.runIf(process.platform === 'linux')('names on System V', () => describeNames(linuxHarness(test)))
