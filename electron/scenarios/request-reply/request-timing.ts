/** A request as the outcome has always told it. */
import type { RequestTiming } from '../../contract/trace.ts'
import type { Exchange } from '../../trace/exchanges.ts'

export function toTiming({ id, title, object, moments }: Exchange): RequestTiming {
  const at = (name: string) => moments.find((moment) => moment.name === name)?.t ?? null
  const [givenUp, late] = [at('given up'), at('late answer')]
  return {
    // The structure that begins it has its number.
    id: id ?? 0,
    ask: title,
    object: object ?? '',
    allocated: at('allocated'),
    given: at('given'),
    posted: at('posted'),
    received: at('received'),
    acknowledged: at('acknowledged'),
    replied: at('replied'),
    freed: { client: at('client freed'), server: at('server freed') },
    ...(givenUp !== null && { givenUp }),
    ...(late !== null && { late }),
  }
}
