/** The part of a scrolled element that can be seen, in pixels. */
import { type RefObject, useEffect, useRef, useState } from 'react'

export interface Viewport {
  readonly width: number
  readonly height: number
  readonly top: number
}

export interface Scrolled extends Viewport {
  /** Whoever scrolls in this way knows what can be seen then: nothing is drawn anew because of it. */
  scrollTo(top: number): void
}

const isSame = (a: Viewport, b: Viewport) => a.width === b.width && a.height === b.height && a.top === b.top

export function useViewport(element: RefObject<HTMLElement | null>): Scrolled {
  const [, setDrawn] = useState<Viewport | null>(null)
  const known = useRef<Viewport & { measured: boolean }>({ width: 560, height: 500, top: 0, measured: false })
  useEffect(() => {
    const target = element.current
    if (!target) return
    const measure = () => {
      const now = { width: target.clientWidth, height: target.clientHeight, top: target.scrollTop, measured: true }
      const same = known.current.measured && isSame(known.current, now)
      known.current = now
      if (!same) setDrawn(now)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    target.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      target.removeEventListener('scroll', measure)
    }
  }, [element])
  function scrollTo(top: number) {
    if (!element.current || !known.current.measured || known.current.top === top) return
    element.current.scrollTop = top
    known.current = { ...known.current, top }
  }
  return { ...known.current, scrollTo }
}
