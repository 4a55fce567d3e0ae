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

/** Above everything, whatever is open; nothing is to be seen of it. */
function Blackout() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const black = dialog.current
    black?.showModal()
    return () => {
      black?.close()
      if (document.activeElement === document.body) toPicture()
    }
  }, [])
  return (
    <dialog ref={dialog} className="blackout" aria-label="Black screen" onCancel={(event) => event.preventDefault()}>
      <button
        type="button"
        aria-label="The screen is black. Any key or a click goes on."
        onClick={() => actions.setBlackout(false)}
      />
    </dialog>
  )
}
