/** The part of a scrolled element that can be seen, in pixels. */
import { type RefObject, useEffect, useState } from 'react'

export interface Viewport {
  readonly width: number
  readonly height: number
  readonly top: number
}

export function useViewport(element: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState<Viewport>({ width: 560, height: 500, top: 0 })
  useEffect(() => {
    const target = element.current
    if (!target) return
    const measure = () =>
      setViewport({ width: target.clientWidth, height: target.clientHeight, top: target.scrollTop })
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    target.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      target.removeEventListener('scroll', measure)
    }
  }, [element])
  return viewport
}
