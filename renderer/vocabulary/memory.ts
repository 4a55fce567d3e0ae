/** A program's own touches of shared memory, in words: steps like calls, of which the trace keeps the bytes. */
import type { StepApi } from '../../electron/contract/trace.ts'
import type { Arguments } from './words.ts'

/** A step that is yet to be made. */
export interface NextStep {
  readonly api: StepApi
  readonly name: string
  readonly args: Arguments
}

/** Null where only the bytes themselves tell how many there are. */
const amount = ({ length }: Arguments) =>
  length === null || length === undefined ? 'a text' : length === 1 ? '1 byte' : `${length} bytes`

/** Whether it is about the bytes of an object, and no call. */
export const isTouch = ({ api }: Pick<NextStep, 'api'>) => api === 'memory'

/** `reads 0x6FFF0000`, which fits beside a lane; a call's name for a call. */
export const labelOf = (step: NextStep): string => (isTouch(step) ? `${step.name}s ${step.args.object}` : step.name)

/** `a read of 4096 bytes`, as in "halts before …". */
export const nounOf = (step: NextStep): string =>
  isTouch(step) ? `a ${step.name} of ${amount(step.args)}` : step.name
