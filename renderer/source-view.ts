/** How the source is shown: remembered in this browser. */
import { create } from 'zustand'

const KEY = 'helpers'
const HIDDEN = 'hidden'

/** Whether a program is shown with the functions that it calls for itself. */
export const useSourceView = create(() => ({ helpers: globalThis.localStorage?.getItem(KEY) !== HIDDEN }))

export function toggleHelpers() {
  const helpers = !useSourceView.getState().helpers
  useSourceView.setState({ helpers })
  globalThis.localStorage?.setItem(KEY, helpers ? 'shown' : HIDDEN)
}
