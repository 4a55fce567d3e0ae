/** The row that stands for the start-up: a click shows its calls, another one folds them again. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { commands } from '../commands.ts'
import type { StartUpRow } from '../model/layout.ts'
import { useStore } from '../store.ts'
import { keyName } from '../vocabulary/format.ts'

interface Props {
  row: StartUpRow
  /** Whether an event is looked at that it stands for. */
  now: boolean
  /** Which of its calls somebody looks back at; null for none. */
  at: number | null
}

const calls = (count: number) => (count === 1 ? '1 call' : `${count} calls`)

export function StartUpButton({ row: { count, y, height }, now, at }: Props) {
  const open = useStore((state) => state.startUpOpen)
  const { keys, run } = commands.startUp
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      className={now ? 'start-up now' : 'start-up'}
      aria-expanded={open}
      title={`${open ? 'Fold them' : 'Show them'} (${keyName(keys[0] ?? '')})`}
      style={{ top: y, height: height - 8 }}
      onClick={run}
    >
      <Icon size={15} aria-hidden /> start-up, {at === null ? calls(count) : `call ${at} of ${count}`}
    </button>
  )
}
