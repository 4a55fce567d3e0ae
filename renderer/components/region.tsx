/** A panel that scrolls: it begins at its top again with whatever it shows next, unless a person has scrolled it elsewhere. */
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** The keys that scroll it: all others are commands. */
const KEYS = ['ArrowUp', 'ArrowDown']
/** How long it may go on scrolling once a person has let go of it, in milliseconds. */
const MOMENT = 300

interface Props {
  readonly label: string
  /** What it shows: where that is another thing, it begins anew. */
  readonly shows: unknown
  /** Where it is, for whoever has to know how wide it is. */
  readonly element?: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

export function Region({ label, shows, element, children }: Props) {
  const own = useRef<HTMLElement>(null)
  const region = element ?? own
  useBegin(region, shows)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
    <section ref={region} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}

/** What has come into sight by itself within it is in sight for as long as that is shown. */
function useBegin(region: RefObject<HTMLElement | null>, shows: unknown) {
  /** Where a person wants it, in pixels. */
  const wanted = useRef(0)
  /** Until when it is a person who scrolls it. */
  const until = useRef(0)

  useLayoutEffect(() => {
    // Whoever is scrolling is not held up, however much happens meanwhile.
    if (performance.now() >= until.current) region.current?.scrollTo(0, wanted.current)
  }, [region, shows])

  useEffect(() => {
    const element = region.current
    if (!element) return
    const touched = () => {
      until.current = performance.now() + MOMENT
    }
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (KEYS.includes(key)) touched()
    }
    // Of the scrollbar, and not of what stands in the panel.
    const onPointerDown = ({ target }: Event) => {
      if (target === element) until.current = Number.POSITIVE_INFINITY
    }
    const onPointerUp = () => {
      if (until.current === Number.POSITIVE_INFINITY) touched()
    }
    const onScroll = () => {
      if (performance.now() < until.current) wanted.current = element.scrollTop
    }
    const ends = new AbortController()
    const listen = { passive: true, signal: ends.signal }
    element.addEventListener('wheel', touched, listen)
    element.addEventListener('touchmove', touched, listen)
    element.addEventListener('keydown', onKeyDown, listen)
    element.addEventListener('pointerdown', onPointerDown, listen)
    element.addEventListener('scroll', onScroll, listen)
    window.addEventListener('pointerup', onPointerUp, listen)
    window.addEventListener('pointercancel', onPointerUp, listen)
    return () => ends.abort()
  }, [region])
}
