/** The Win32 layer of native-bridge inside Wine: each of its conformance tests, run there and told here. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conformanceFolder } from '../build/conformance.mjs'
import { findWine } from '../build/wine/find.mjs'
import { paths, prepareWine } from '../build/wine/prepare.mjs'
import { runInWine, windowsPath } from '../build/wine/run.mjs'
import type { TestReport } from '../native-bridge/conformance/report.ts'

const LIMIT = 240_000
/** Fewer than there are means that the run ended in the middle. */
const FEWEST = 40

/** Beside the app's node_modules, where koffi for Windows is. */
function place(name: string): string {
  const folder = join(paths.app, 'conformance')
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(conformanceFolder, name), join(folder, name))
  return join(folder, name)
}

async function runSuites(): Promise<{ status: number | null; reports: TestReport[] }> {
  prepareWine()
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const results = join(folder, 'results.jsonl')
  const status = await runInWine(place('standalone.cjs'), [windowsPath(place('partner.cjs')), windowsPath(results)], {
    timeout: LIMIT,
  })
  const text = existsSync(results) ? readFileSync(results, 'utf8') : ''
  rmSync(folder, { recursive: true })
  const lines = text.split('\n').filter(Boolean)
  return { status, reports: lines.map((line) => JSON.parse(line)) }
}

if (findWine()) {
  const { status, reports } = await runSuites()
  describe('Win32 inside Wine', () => {
    test('the run reached its end', () => {
      expect(status).toBe(0)
      expect(reports.length).toBeGreaterThanOrEqual(FEWEST)
    })
    test.each(reports)('$name', ({ error }) => {
      expect(error).toBeNull()
    })
  })
} else {
  test.skip('Win32 inside Wine: this machine has no Wine', () => {})
}
