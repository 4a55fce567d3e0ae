import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRecording } from '../electron/trace/recording.ts'
import { readBundled, recordings } from '../renderer/recordings.ts'

const root = join(import.meta.dirname, '..')
const sources = new Map<string, string[]>()

function lineOf(file: string, line: number): string {
  const lines = sources.get(file) ?? readFileSync(join(root, file), 'utf8').split('\n')
  sources.set(file, lines)
  return lines[line - 1] ?? ''
}

test('every recording that lies there is offered, and no other', () => {
  const files = readdirSync(join(root, 'recordings')).map((name) => name.replace('.jsonl', ''))
  expect(files.sort()).toEqual(recordings.map(({ id }) => id).sort())
})

test.each(recordings.map(({ id }) => id))(
  '%s is whole, and its lines are those of the source (else: npm run record)',
  async (id) => {
    const { header, records } = readRecording(await readBundled(id))
    expect(header.participants).toHaveLength(2)
    expect(records.at(-1)?.kind).toBe('outcome')
    expect(header.platform.wine !== undefined).toBe(id.endsWith('-wine'))
    for (const record of records) {
      if (record.kind !== 'call' || !record.source) continue
      const call = lineOf(record.source.file, record.source.line)
      // Timers and waits are called by helpers of the scenario.
      expect(call).toMatch(new RegExp(`${record.name}\\(|waiting\\.|startTimer|stopTimer`))
    }
  },
)

test('what is no recording is refused', async () => {
  await expect(readBundled('nothing')).rejects.toThrow('no recording')
})
