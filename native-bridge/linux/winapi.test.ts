import { describe, test } from 'vitest'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeWinApiMappings } from '../conformance/winapi-mappings.ts'
import { describeWinApiProcesses } from '../conformance/winapi-processes.ts'

describe.runIf(process.platform === 'linux')('Win32 on System V', () => {
  for (const suite of [describeWinApiMappings, describeWinApiProcesses]) suite(linuxHarness(test))
})
