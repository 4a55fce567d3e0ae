import { join } from 'node:path'
import { test } from 'vitest'
import { describeWin32 } from '../conformance/win32-suites.ts'

describeWin32(test, join(import.meta.dirname, '../../.cache/test-programs/partner.cjs'))
