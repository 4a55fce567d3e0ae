/** Above it is what has happened, below it what is known to come next. */
export const NowLine = ({ y, width, kernel }: { y: number; width: number; kernel: number }) => (
  <g className="now-line">
    <line x1={0} x2={width} y1={y + 0.5} y2={y + 0.5} />
    <text x={kernel} y={y + 15} textAnchor="middle">
      now
    </text>
  </g>
)
