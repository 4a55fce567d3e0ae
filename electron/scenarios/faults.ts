/** The faults that can befall the participants of any scenario, as each of them words them. */
import type { FaultInfo } from '../contract/fault.ts'

type Wording = Pick<FaultInfo, 'participants' | 'example' | 'label' | 'teaches'>

export const kill = (wording: Wording): FaultInfo => ({
  name: 'kill',
  form: 'kill:<participant>@<n>',
  ...wording,
})

export const hang = (wording: Wording): FaultInfo => ({
  name: 'hang',
  form: 'hang:<participant>@<n>:<ms>',
  ...wording,
})
