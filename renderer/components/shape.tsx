/** A scenario at a glance: who stands on which side of the memory, who writes there, who reads, and who starts whom. */
import type { Program, Side } from '../../electron/contract/settings.ts'

const HEIGHT = 26
const GAP = 3
const WIDTH = 11
/** Where the blocks of a side begin, and the memory between them. */
const AT: Readonly<Record<Side, number>> = { left: 1, right: 43 }
const MEMORY = { x: 22, width: 11 }
/** How far an arrow's head reaches back, and to each side. */
const HEAD = 3.5

interface Block {
  readonly program: Program
  readonly side: Side
  readonly y: number
  readonly height: number
}

/** Where one kind of process stands alone, two of it face each other. */
function blocksOn(side: Side, programs: readonly Program[]): Block[] {
  const here = programs.length === 1 ? programs : programs.filter((program) => program.side === side)
  const height = (HEIGHT - GAP * (here.length - 1)) / Math.max(1, here.length)
  return here.map((program, index) => ({ program, side, y: 4 + index * (height + GAP), height }))
}

function Arrow({ from, to, y }: { from: number; to: number; y: number }) {
  const back = to > from ? to - HEAD : to + HEAD
  return <path d={`M${from} ${y}H${to}M${back} ${y - HEAD}L${to} ${y}L${back} ${y + HEAD}`} />
}

/** To the memory where it writes, from there where it reads; what does both has one for each. */
function Access({ block: { program, side, y, height } }: { block: Block }) {
  const own = side === 'left' ? AT.left + WIDTH + 1 : AT.right - 1
  const memory = side === 'left' ? MEMORY.x - 1 : MEMORY.x + MEMORY.width + 1
  const middle = y + height / 2
  const { access = 'both' } = program
  const apart = access === 'both' ? Math.min(5, height / 4) : 0
  return (
    <>
      {access !== 'reads' && <Arrow from={own} to={memory} y={middle - apart} />}
      {access !== 'writes' && <Arrow from={memory} to={own} y={middle + apart} />}
    </>
  )
}

/** Over the memory, between who starts a process and that process. */
const Start = () => <path className="start" d={`M${AT.left + WIDTH / 2} 3C20 -1 35 -1 ${AT.right + WIDTH / 2} 3`} />

export function Shape({ programs }: { programs: readonly Program[] }) {
  const blocks = [...blocksOn('left', programs), ...blocksOn('right', programs)]
  return (
    <svg viewBox="0 0 55 31" className="shape" aria-hidden="true">
      {programs.some(({ starts }) => starts !== undefined) && <Start />}
      {blocks.map((block) => (
        <g key={`${block.program.name} ${block.side}`}>
          <rect
            x={AT[block.side]}
            y={block.y}
            width={WIDTH}
            height={block.height}
            rx={2.5}
            className={block.program.tone}
          />
          <Access block={block} />
        </g>
      ))}
      <rect x={MEMORY.x} y={9} width={MEMORY.width} height={16} rx={2.5} className="memory" />
    </svg>
  )
}
