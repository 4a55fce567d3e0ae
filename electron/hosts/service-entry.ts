/** The one validated entrance to the service: every transport hands what it received to this, unread. */
import { problemOf, quoted } from '../contract/problem.ts'
import { type Service, type ServiceMethod, serviceMethods } from '../contract/service.ts'
import { type WireReply, wireRequest } from '../contract/wire.ts'
import { MissingError, UsageError } from '../supervisor/usage-error.ts'

/** Answers what a screen sent; never rejects. A request whose id cannot be read is answered under `NO_ID`. */
export type ServiceEntry = (request: unknown) => Promise<WireReply>

/** No screen numbers a request so. */
export const NO_ID = -1

const METHODS = Object.keys(serviceMethods).join(', ')
const ownFault = (where: string) =>
  `That did not work, because of an error in Sharemem itself. Its ${where} says more.`

const isMethod = (name: string): name is ServiceMethod => Object.hasOwn(serviceMethods, name)

/** `report` gets programming errors, which are never for a screen; `where` is what a person finds them in. */
export function createServiceEntry(
  service: Service,
  report: (error: unknown) => void,
  where: 'console' | 'log' = 'console',
): ServiceEntry {
  return async (input) => {
    const request = wireRequest.safeParse(input)
    if (!request.success) return { id: idOf(input), error: problemOf('The request', request.error, input) }
    const { id, method, params } = request.data
    try {
      return { id, result: await answer(service, method, params) }
    } catch (error) {
      if (error instanceof UsageError || error instanceof MissingError) return { id, error: error.message }
      report(error)
      return { id, error: ownFault(where) }
    }
  }
}

async function answer(service: Service, method: string, input: unknown): Promise<unknown> {
  if (!isMethod(method)) throw new UsageError(`There is no method ${quoted(method)}. There is: ${METHODS}.`)
  const params = serviceMethods[method].params.safeParse(input)
  if (!params.success) throw new UsageError(problemOf(method, params.error, input))
  // The pairing of a method with its own parameters is checked just above; the union's type cannot say so.
  const call = service[method] as (params: unknown) => Promise<unknown>
  return call(params.data)
}

function idOf(input: unknown): number {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : NO_ID
  return typeof id === 'number' && Number.isFinite(id) ? id : NO_ID
}
