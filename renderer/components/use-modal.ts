/** A dialog above everything, which opens and closes with what the store says, and tells the store when it has closed. */
import { type SyntheticEvent, useLayoutEffect, useRef } from 'react'

/** What goes to the dialog. `closed` is called once it has been closed, by whatever. */
export function useModal(open: boolean, closed: () => void) {
  const ref = useRef<HTMLDialogElement>(null)
  // Before what it holds looks for its place in it.
  useLayoutEffect(() => {
    if (!open) return ref.current?.close()
    ref.current?.showModal()
    // The button that gets the focus may be at the end of it.
    ref.current?.scrollTo(0, 0)
  }, [open])
  return {
    ref,
    /** The event comes some time after the closing: by then a person may have opened it again. */
    onClose({ currentTarget }: SyntheticEvent<HTMLDialogElement>) {
      if (!currentTarget.open) closed()
    },
  }
}
