/** A scenario at a glance: who stands on which side of the memory. */
import type { Program, Side } from '../../electron/contract/settings.ts'

const HEIGHT = 26
const GAP = 3
const LEFT = 1
const RIGHT = 34

/** Where one kind of process stands alone, two of it face each other. */
const onSide = (programs: readonly Program[], side: Side) =>
  programs.length === 1 ? programs : programs.filter((program) => program.side === side)

function Blocks({ programs, x }: { programs: readonly Program[]; x: number }) {
  const height = (HEIGHT - GAP * (programs.length - 1)) / Math.max(1, programs.length)
  return programs.map(({ name, tone }, index) => (
    <rect key={name} x={x} y={1 + index * (height + GAP)} width={11} height={height} rx={2.5} className={tone} />
  ))
}

export const Shape = ({ programs }: { programs: readonly Program[] }) => (
  <svg viewBox="0 0 46 28" className="shape" aria-hidden="true">
    <line x1={12} x2={34} y1={14} y2={14} />
    <Blocks programs={onSide(programs, 'left')} x={LEFT} />
    <rect x={18} y={6} width={10} height={16} rx={2.5} className="memory" />
    <Blocks programs={onSide(programs, 'right')} x={RIGHT} />
  </svg>
)
