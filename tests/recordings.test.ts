import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRecording } from '../electron/trace/recording.ts'
import { isStep } from '../renderer/model/steps.ts'
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
      if ((record.kind !== 'call' && record.kind !== 'data') || !record.source) continue
      const line = lineOf(record.source.file, record.source.line)
      // Timers and waits are called by helpers of the scenario.
      const does = record.kind === 'call' ? `${record.name}\\(|waiting\\.|startTimer|stopTimer` : `${record.access}Re`
      expect(line).toMatch(new RegExp(does))
    }
  },
)

test('its touches of shared memory are steps', async () => {
  const { records } = readRecording(await readBundled('hand-over'))
  const touches = records.filter((record) => record.kind === 'data')
  expect(touches.map(isStep)).toEqual([true, true, true, true])
})

test('what is no recording is refused', async () => {
  await expect(readBundled('nothing')).rejects.toThrow('no recording')
})
