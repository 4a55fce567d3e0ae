/** The address of what is looked at, as the part of the page's behind `#`: `request-reply/walk/at=37&present`. */

export interface Address {
  /** Null where the page is to show its first scenario. */
  readonly scenario: string | null
  /** Which call is looked at, from 1; null for the latest event. */
  readonly at: number | null
  readonly presenting: boolean
  /** Whether the page of the documents' mistakes is shown. */
  readonly mistakes: boolean
}

/** Today's only view of a scenario. */
const WALK = 'walk'
const PRESENT = 'present'
const MISTAKES = 'mistakes'
const MODES = [PRESENT, MISTAKES]

/** What is none of an address is passed over. */
export function parseAddress(hash: string): Address {
  const parts = hash.replace(/^#/, '').split('&')
  const [scenario = '', , ...rest] = (parts.find((part) => !MODES.includes(part)) ?? '').split('/')
  const at = rest.map((part) => /^at=([1-9]\d{0,8})$/.exec(part)?.[1]).find((digits) => digits !== undefined)
  return {
    scenario: /^[a-z][a-z\d-]*$/.test(scenario) ? scenario : null,
    at: at === undefined ? null : Number(at),
    presenting: parts.includes(PRESENT),
    mistakes: parts.includes(MISTAKES),
  }
}

export function toHash({ scenario, at, presenting, mistakes }: Address): string {
  const place = scenario === null ? [] : [[scenario, WALK, ...(at === null ? [] : [`at=${at}`])].join('/')]
  const parts = [...place, ...(presenting ? [PRESENT] : []), ...(mistakes ? [MISTAKES] : [])]
  return parts.length === 0 ? '' : `#${parts.join('&')}`
}
