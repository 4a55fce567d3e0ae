import { describe, test } from 'vitest'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeWinApiEvents } from '../conformance/winapi-events.ts'
import { describeWinApiFiles } from '../conformance/winapi-files.ts'
import { describeWinApiHandles } from '../conformance/winapi-handles.ts'
import { describeWinApiKills } from '../conformance/winapi-kills.ts'
import { describeWinApiMappings } from '../conformance/winapi-mappings.ts'
import { describeWinApiMutexes } from '../conformance/winapi-mutexes.ts'
import { describeWinApiProcesses } from '../conformance/winapi-processes.ts'
import { describeWinApiRecords } from '../conformance/winapi-records.ts'
import { describeWinApiWaits } from '../conformance/winapi-waits.ts'

describe.runIf(process.platform === 'linux')('Win32 on System V', () => {
  for (const suite of [
    describeWinApiEvents,
    describeWinApiFiles,
    describeWinApiHandles,
    describeWinApiKills,
    describeWinApiMappings,
    describeWinApiMutexes,
    describeWinApiProcesses,
    describeWinApiRecords,
    describeWinApiWaits,
  ]) {
    suite(linuxHarness(test))
  }
})
