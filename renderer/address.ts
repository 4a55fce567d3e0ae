/** The address of what is looked at, as the part of the page's behind `#`: `request-reply/walk/at=37&present`. */

export interface Address {
  /** Null where the page is to show its first scenario. */
  readonly scenario: string | null
  /** Which call is looked at, from 1; null for the latest event. */
  readonly at: number | null
  readonly presenting: boolean
  /** Whether the page of the documents' mistakes is shown. */
  readonly mistakes: boolean
  /** What is opened: a recording that comes along, or the number of a run that is kept; null for what the host tells. */
  readonly opened: string | null
  /** What is compared, so named; null where nothing is. */
  readonly compared: readonly [string, string] | null
}

/** Today's only view of a scenario. */
const WALK = 'walk'
const PRESENT = 'present'
const MISTAKES = 'mistakes'
const COMPARE = 'compare='
const isMode = (part: string) => part === PRESENT || part === MISTAKES || part.startsWith(COMPARE)

const REFERENCE = '[a-z\\d][a-z\\d-]{0,63}'
const OPENED = new RegExp(`^of=(${REFERENCE})$`)
const COMPARED = new RegExp(`^${COMPARE}(${REFERENCE}),(${REFERENCE})$`)

/** The first of the parts that fits, as what its groups hold. */
const find = (parts: readonly string[], pattern: RegExp) =>
  parts.map((part) => pattern.exec(part)?.slice(1)).find((groups) => groups !== undefined) ?? []

/** What is none of an address is passed over. */
export function parseAddress(hash: string): Address {
  const parts = hash.replace(/^#/, '').split('&')
  const [scenario = '', , ...rest] = (parts.find((part) => !isMode(part)) ?? '').split('/')
  const [at] = find(rest, /^at=([1-9]\d{0,8})$/)
  const [opened = null] = find(rest, OPENED)
  const [left, right] = find(parts, COMPARED)
  return {
    scenario: /^[a-z][a-z\d-]*$/.test(scenario) ? scenario : null,
    at: at === undefined ? null : Number(at),
    presenting: parts.includes(PRESENT),
    mistakes: parts.includes(MISTAKES),
    opened,
    compared: left === undefined || right === undefined ? null : [left, right],
  }
}

export function toHash({ scenario, at, presenting, mistakes, opened, compared }: Address): string {
  const within = [...(opened === null ? [] : [`of=${opened}`]), ...(at === null ? [] : [`at=${at}`])]
  const parts = [
    ...(scenario === null ? [] : [[scenario, WALK, ...within].join('/')]),
    ...(presenting ? [PRESENT] : []),
    ...(mistakes ? [MISTAKES] : []),
    ...(compared === null ? [] : [`${COMPARE}${compared.join(',')}`]),
  ]
  return parts.length === 0 ? '' : `#${parts.join('&')}`
}
