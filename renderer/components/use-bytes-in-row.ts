/** How many bytes of an object stand in a row: as many as its panel has room for. */
import { type RefObject, useEffect, useState } from 'react'

const [WIDE, NARROW] = [16, 8]
/** How wide the inside of the panel must be for the more of them, in pixels. */
const ROOM = 482

/** Measured once for all objects: else each that comes would be drawn, measured and drawn again. */
export function useBytesInRow(panel: RefObject<HTMLElement | null>): number {
  const [bytes, setBytes] = useState(WIDE)
  useEffect(() => {
    if (!panel.current) return
    const observer = new ResizeObserver(([entry]) => {
      setBytes(entry && entry.contentRect.width < ROOM ? NARROW : WIDE)
    })
    observer.observe(panel.current)
    return () => observer.disconnect()
  }, [panel])
  return bytes
}
