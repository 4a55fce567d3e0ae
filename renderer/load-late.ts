/** Parts of this page that are loaded when they are wanted: few first screens need them. */
import { type ComponentType, lazy } from 'react'
import { useStore } from './store.ts'

/** What is loaded; null, and a complaint, where it cannot be: what has served this page may have ended. `what` begins a sentence. */
export async function loadLate<T>(what: string, load: () => Promise<T>): Promise<T | null> {
  try {
    return await load()
  } catch {
    useStore.setState({ problem: `${what} cannot be loaded any more: what has served this page has ended.` })
    return null
  }
}

const Nothing = () => null

/** A component that is loaded when it is first shown; where it cannot be, nothing is, and `missed` is called. */
export const lateComponent = (what: string, load: () => Promise<ComponentType>, missed = () => {}) =>
  lazy(async () => {
    const loaded = await loadLate(what, load)
    if (!loaded) missed()
    return { default: loaded ?? Nothing }
  })
