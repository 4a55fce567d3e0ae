/** How many bytes of an object stand in a row: as many as its panel has room for. */
import { type RefObject, useEffect, useState } from 'react'

/** How wide the inside of the panel must be for them, in pixels; in less there are the fewest. */
const ROOM = [
  { bytes: 16, width: 482 },
  { bytes: 8, width: 260 },
]
const FEWEST = 4

const bytesIn = (panel: number) => ROOM.find(({ width }) => panel >= width)?.bytes ?? FEWEST

/** Measured once for all objects: else each that comes would be drawn, measured and drawn again. */
export function useBytesInRow(panel: RefObject<HTMLElement | null>): number {
  const [bytes, setBytes] = useState(() => bytesIn(Number.POSITIVE_INFINITY))
  useEffect(() => {
    if (!panel.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setBytes(bytesIn(entry.contentRect.width))
    })
    observer.observe(panel.current)
    return () => observer.disconnect()
  }, [panel])
  return bytes
}
