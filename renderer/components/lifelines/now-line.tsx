/** In pixels from the edge: outside of all lanes, where it covers no name and no word. */
const BESIDE = 3

/** Above it is what has happened, below it what is known to come next. */
export const NowLine = ({ y, width }: { y: number; width: number }) => (
  <g className="now-line">
    <line x1={0} x2={width} y1={y + 0.5} y2={y + 0.5} />
    <text x={BESIDE} y={y + 15}>
      now
    </text>
  </g>
)
