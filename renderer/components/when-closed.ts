/** What a dialog does once it has been closed, by whatever. */
import type { SyntheticEvent } from 'react'

/** The event comes some time after the closing: by then a person may have opened it again. */
export const whenClosed =
  (done: () => void) =>
  ({ currentTarget }: SyntheticEvent<HTMLDialogElement>) => {
    if (!currentTarget.open) done()
  }
