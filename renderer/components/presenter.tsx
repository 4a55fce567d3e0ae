/** For the last row: everything larger, a ring around the pointer, and a black screen when eyes are wanted elsewhere. */
import { useEffect, useRef } from 'react'
import { actions } from '../actions.ts'
import { toPicture } from '../focus.ts'
import { useStore } from '../store.ts'

export function usePresenter() {
  const presenting = useStore((state) => state.presenting)
  useEffect(() => {
    document.documentElement.toggleAttribute('data-present', presenting)
  }, [presenting])
}

export function Presenter() {
  const presenting = useStore((state) => state.presenting)
  const blackout = useStore((state) => state.blackout)
  return (
    <>
      {presenting && <PointerRing />}
      {blackout && <Blackout />}
    </>
  )
}

function PointerRing() {
  const ring = useRef<HTMLDivElement>(null)
  useEffect(() => {
    function follow({ clientX, clientY }: PointerEvent) {
      const element = ring.current
      if (!element) return
      // Positions are told in the page's own, enlarged pixels.
      const zoom = element.currentCSSZoom ?? 1
      element.style.translate = `${clientX / zoom}px ${clientY / zoom}px`
      element.dataset.seen = ''
    }
    window.addEventListener('pointermove', follow)
    return () => window.removeEventListener('pointermove', follow)
  }, [])
  return <div className="pointer-ring" ref={ring} aria-hidden />
}

function Blackout() {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    button.current?.focus()
    return toPicture
  }, [])
  return (
    <button type="button" className="blackout" ref={button} onClick={() => actions.setBlackout(false)}>
      The screen is black. Press B or click to go on.
    </button>
  )
}
