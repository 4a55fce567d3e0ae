/** The Win32 layer of native-bridge inside Wine: each of its conformance tests, run there and told here. */
import { describe, expect, test } from 'vitest'
import { findWine } from '../build/wine/find.mjs'
import { describeWin32 } from '../native-bridge/conformance/win32-suites.ts'
import { runBridgeTests } from './support/wine-bridge.ts'

/** Known before the run, so that a test that never reports is missed. */
function testNames(): string[] {
  const names: string[] = []
  describeWin32((name) => names.push(name), '')
  return names
}

if (findWine()) {
  const names = testNames()
  const { status, reports, left } = await runBridgeTests()
  describe('Win32 inside Wine', () => {
    test('the run reached its end, and left no process behind', () => {
      expect({ status, left }).toEqual({ status: 0, left: 0 })
      expect(names).toHaveLength(new Set(names).size)
    })

    test.each(names)('%s', (name) => {
      const report = reports.get(name)
      const end = status === null ? 'was ended because it took too long' : `ended with exit status ${status}`
      expect(report, `This test never reported: the run ${end}.`).toBeDefined()
      expect(report?.error).toBeNull()
    })
  })
} else {
  test.skip('Win32 inside Wine: this machine has no Wine', () => {})
}
