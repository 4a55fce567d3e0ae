/** request-reply with a window of another process in place of the app's visible frame: the same on each kernel. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { hexadecimal } from '../../native-bridge/units.ts'
import { callsOf } from '../support/cli.ts'

interface FrameRun {
  readonly frame: number
  /** How many of its messages somebody still listens to afterwards. */
  readonly listening: number
  readonly records: TraceRecord[]
}

/** `run` starts tests/support/frame-run.ts, as it is built, with the file that it is to write; its exit status. */
async function toldOf(run: (file: string) => Promise<number | null>): Promise<FrameRun> {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-frame-'))
  try {
    const file = join(folder, 'told.json')
    expect(await run(file)).toBe(0)
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Runs it, and checks that each answer went to the frame and reached the client. */
export async function checkReplyFrame(run: (file: string) => Promise<number | null>): Promise<void> {
  const { frame, listening, records } = await toldOf(run)
  const messages = records.filter((record) => record.kind === 'message')
  const windowsOf = (phase: string, name: string) =>
    messages.filter((message) => message.phase === phase && message.name === name).map(({ window }) => window)
  const five = Array.from({ length: 5 }, () => hexadecimal(frame))
  expect(windowsOf('posted', 'WM_ACK')).toEqual(five)
  expect(windowsOf('posted', 'WM_REPLY')).toEqual(five)
  expect(windowsOf('received', 'WM_ACK')).toEqual(five)
  expect(windowsOf('received', 'WM_REPLY')).toEqual(five)
  // The server says where it is to the window that it was started with, as ever.
  expect(windowsOf('received', 'WM_READY')).not.toContain(hexadecimal(frame))
  expect(messages.filter(({ name }) => name === 'WM_NULL')).toEqual([])
  expect(callsOf(records).filter(({ source }) => source === null)).toEqual([])
  expect(records.at(-1)).toMatchObject({ kind: 'outcome', ok: true, name: 'completed', foreign: 0 })
  expect(listening).toBe(0)
}
