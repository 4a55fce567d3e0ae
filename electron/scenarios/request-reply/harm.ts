/** What the third process of the fault `spoof` does: it posts forged messages and rewrites requests in shared memory. */
import type { Mapping } from '../../../native-bridge/native.ts'
import { address, windowHandle } from '../../../native-bridge/units.ts'
import type { Harm } from '../scenario.ts'
import { REQUEST } from './layout.ts'
import { WM_ACK, WM_READY, WM_REPLY, WM_REQUEST } from './messages.ts'

/** Where the next request will lie: objects are handed out from the top of the arena. */
const LIKELY = [0x6fff_0000, 0x6ffd_0000].map(address)
/** How often a request that was found is rewritten, there and back. */
const REWRITES = 400

const random = (below: number) => Math.floor(Math.random() * below)
const oneOf = <T>(values: readonly T[]): T | undefined => values[random(values.length)]
/** Any number, an address of the arena, or one that is almost the base of an object. */
const pointer = () => oneOf([random(2 ** 32), 0x6000_0000 + random(0x1000_0000), 0x6fff_0000 + random(64)]) ?? 0

export const harm: Harm = {
  fault: 'spoof',
  pause: 8,
  begin({ queues, sections }, windows) {
    const counts = { posted: 0, refused: 0, rewritten: 0 }

    /** A request, as far as it is one; null otherwise. */
    function readRequest({ address: at }: Mapping) {
      const bytes = Buffer.alloc(REQUEST.size)
      sections.read(at, bytes)
      return REQUEST.read(bytes).magic === 'SHM1' ? bytes : null
    }

    /** Who checks the size in the shared object and then uses it from there, uses another one. */
    function rewrite(mapping: Mapping) {
      const genuine = readRequest(mapping)
      if (!genuine) return
      const forged = Buffer.from(genuine)
      const keyLength = random(2 ** 31)
      REQUEST.write(forged, { ...REQUEST.read(genuine), keyLength, size: REQUEST.size + keyLength })
      for (let time = 0; time < REWRITES; time += 1) {
        sections.write(mapping.address, forged)
        sections.write(mapping.address, genuine)
        counts.rewritten += 1
      }
    }

    return {
      counts,
      post() {
        const window = oneOf([...windows])
        if (window === undefined) return
        const id = oneOf([WM_READY, WM_REQUEST, WM_REQUEST, WM_ACK, WM_REPLY]) ?? WM_REQUEST
        const { ok } = queues.post(windowHandle(window), { id, mp1: pointer(), mp2: pointer() })
        if (ok) counts.posted += 1
        else counts.refused += 1
      },
      rewrite() {
        for (const at of LIKELY) {
          const opened = sections.open(at, 'read-write')
          if (!opened.ok) continue
          rewrite(opened.value)
          sections.close(opened.value)
        }
      },
    }
  },
}
