/** The page's address follows what is looked at, and what is looked at follows the address: Back goes back. */
import { actions } from './actions.ts'
import { parseAddress, toHash } from './address.ts'
import { countSteps } from './model/steps.ts'
import { type State, scenarioOf, useStore } from './store.ts'

/** How long a place is looked at before it gets into the address, in milliseconds: browsers refuse many changes. */
const SETTLED = 400

const knows = ({ info }: State, scenario: string | null) => info?.scenarios.some(({ id }) => id === scenario) === true

function addressOf(state: State) {
  const { cursor, records, presenting, mistakes, header } = state
  const at = cursor === null ? null : countSteps(records, cursor)
  const scenario = header?.scenario ?? scenarioOf(state)?.id ?? null
  return { scenario, at: at === 0 ? null : at, presenting, mistakes }
}

/** A further entry of the history only for another scenario. */
function write() {
  const state = useStore.getState()
  // Before the host has told of its scenarios, the address says more than the page knows.
  if (!state.info && !state.header) return
  const address = addressOf(state)
  const hash = toHash(address)
  if (hash === location.hash) return
  const before = parseAddress(location.hash).scenario
  const another = before !== address.scenario && knows(state, before)
  if (another) history.pushState(null, '', hash)
  else history.replaceState(null, '', hash === '' ? location.pathname : hash)
}

/** Brings the page to where the address says; returns what the host is to be asked for first. */
export function readAddress(): string | null {
  const { scenario, at, presenting, mistakes } = parseAddress(location.hash)
  useStore.setState({ presenting, mistakes, wanted: at })
  return scenario
}

function onAddress() {
  const state = useStore.getState()
  const { scenario, at, presenting, mistakes } = parseAddress(location.hash)
  useStore.setState({ presenting, mistakes })
  if (knows(state, scenario) && scenario !== null && scenario !== addressOf(state).scenario)
    actions.choose(scenario, at)
  else actions.lookAtCall(at)
}

/** Returns what ends it. */
export function followAddress(): () => void {
  let settling: ReturnType<typeof setTimeout> | undefined
  const stop = useStore.subscribe((state, before) => {
    const another = state.header?.scenario !== before.header?.scenario || state.scenario !== before.scenario
    if (
      !another &&
      state.cursor === before.cursor &&
      state.presenting === before.presenting &&
      state.mistakes === before.mistakes &&
      state.info === before.info
    )
      return
    clearTimeout(settling)
    settling = setTimeout(write, another ? 0 : SETTLED)
  })
  window.addEventListener('hashchange', onAddress)
  return () => {
    clearTimeout(settling)
    stop()
    window.removeEventListener('hashchange', onAddress)
  }
}
