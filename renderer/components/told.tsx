/** A text of a scenario: programs and shared memory have their colours in it, and what stands between accents is a key. */
import type { Program } from '../../electron/contract/settings.ts'

const MEMORY = 'shared memory'
const MARKED = /(`[^`]+`|shared memory|[\w-]+)/

function toPart(part: string, index: number, programs: readonly Program[]) {
  // Parts never move within their text.
  if (part.startsWith('`')) return <kbd key={index}>{part.slice(1, -1)}</kbd>
  const tone = part === MEMORY ? 'memory' : programs.find(({ name }) => name === part)?.tone
  return tone === undefined || (part === MEMORY && programs.length === 0) ? (
    part
  ) : (
    <b key={index} className={tone}>
      {part}
    </b>
  )
}

export const Told = ({ text, programs }: { text: string; programs: readonly Program[] }) =>
  text.split(MARKED).map((part, index) => toPart(part, index, programs))
