/** The page's address follows what is looked at, and what is looked at follows the address: Back goes back. */
import { actions } from './actions.ts'
import { type Address, parseAddress, toHash } from './address.ts'
import { countSteps } from './model/steps.ts'
import { compareReferences, openReference } from './runs/references.ts'
import { type State, scenarioOf, useStore } from './store.ts'

/** How long a place is looked at before it gets into the address, in milliseconds: browsers refuse many changes. */
const SETTLED = 400

const knows = ({ info }: State, scenario: string | null) => info?.scenarios.some(({ id }) => id === scenario) === true

function addressOf(state: State): Address {
  const { cursor, records, presenting, mistakes, header, reference, comparing } = state
  const at = cursor === null ? null : countSteps(records, cursor)
  const scenario = header?.scenario ?? scenarioOf(state)?.id ?? null
  return {
    ...{ scenario, at: at === 0 ? null : at, presenting, mistakes, opened: reference },
    compared: comparing && [comparing.left.reference, comparing.right.reference],
  }
}

/**
 * As it was read or written last. Another one is where Back or Forward has just led, of which the page is still to be told:
 * whoever wrote now would undo that.
 */
let known = ''

/** How many runs and recordings that an address names are being opened: until then it says more than the page knows. */
let opening = 0

/** Whether two places are so far from each other that Back leads from one to the other. */
const isFar = (one: Address, other: Address) =>
  one.opened !== other.opened || String(one.compared) !== String(other.compared)

/** Before the host has told of its scenarios, the address says more than the page knows. */
const knowsNothing = ({ info, header }: State) => !info && !header

/** A further entry of the history only for another scenario, another run, or a comparison. */
function write() {
  const state = useStore.getState()
  if (location.hash !== known || opening > 0 || knowsNothing(state)) return
  const address = addressOf(state)
  const hash = toHash(address)
  if (hash === location.hash) return
  const before = parseAddress(location.hash)
  const another = knows(state, before.scenario) && (before.scenario !== address.scenario || isFar(before, address))
  if (another) history.pushState(null, '', hash)
  else history.replaceState(null, '', hash === '' ? location.pathname : hash)
  known = location.hash
}

/** Which scenario the address names; null where it names none. */
export const addressedScenario = (): string | null => parseAddress(location.hash).scenario

/** Brings the page to where the address says. */
export function readAddress(): void {
  known = location.hash
  const { at, presenting, mistakes, opened, compared } = parseAddress(known)
  opening = opened === null && compared === null ? 0 : 1
  useStore.setState({ presenting, mistakes, wanted: at })
}

async function opened(action: () => Promise<void>) {
  opening += 1
  await action()
  opening -= 1
  // Of what could not be opened, the address says nothing any more.
  write()
}

/** Opens and compares what the address names, once the host has told of its scenarios. */
export function openAddressed(): Promise<void> {
  const { opened: reference, at, compared } = parseAddress(known)
  opening = 0
  return opened(async () => {
    if (reference !== null) await openReference(reference, at)
    if (compared !== null) await compareReferences(...compared)
  })
}

function onAddress() {
  const state = useStore.getState()
  if (knowsNothing(state)) return readAddress()
  known = location.hash
  const { scenario, at, presenting, mistakes, opened: reference, compared } = parseAddress(known)
  const shown = addressOf(state)
  useStore.setState({ presenting, mistakes, ...(compared === null && { comparing: null }) })
  if (compared !== null && String(compared) !== String(shown.compared))
    void opened(() => compareReferences(...compared))
  if (reference !== null && reference !== shown.opened) void opened(() => openReference(reference, at))
  else if (knows(state, scenario) && scenario !== null && (scenario !== shown.scenario || reference !== shown.opened))
    actions.choose(scenario, at)
  else actions.lookAtCall(at)
}

/** Returns what ends it. */
export function followAddress(): () => void {
  let settling: ReturnType<typeof setTimeout> | undefined
  const stop = useStore.subscribe((state, before) => {
    const another =
      state.header?.scenario !== before.header?.scenario ||
      state.scenario !== before.scenario ||
      state.reference !== before.reference ||
      state.comparing !== before.comparing
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
