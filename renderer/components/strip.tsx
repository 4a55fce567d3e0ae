/** Between picture and footer: what is now, and the one thing to do, which space presses. */
import { useEffect, useId, useState } from 'react'
import type { Now, Offer } from '../model/now.ts'
import { BETWEEN_STEPS } from '../stepping.ts'
import { useStore } from '../store.ts'
import { press, stripOf } from '../strip.ts'
import { keyName } from '../vocabulary/format.ts'
import { OutcomeBanner } from './outcome-banner.tsx'
import { Refused } from './refused.tsx'
import { Why } from './why.tsx'

/** What is shown: only as JSON can it be told whether it has changed. */
function useCalm(): Now {
  const told = useStore((state) => JSON.stringify(stripOf(state)))
  const [shown, setShown] = useState(told)
  const now: Now = JSON.parse(told)
  const isPassing = now.primary === null && now.others.length === 0 && now.tone === 'plain'
  useEffect(() => {
    const timer = setTimeout(() => setShown(told), isPassing ? BETWEEN_STEPS : 0)
    return () => clearTimeout(timer)
  }, [told, isPassing])
  return isPassing ? JSON.parse(shown) : now
}

export function Strip() {
  const { says, lead, means, behind, tone, primary, why, first, others } = useCalm()
  return (
    <section className="now-strip" aria-label="Now">
      <OutcomeBanner tone={tone} lead={lead}>
        {says}
        {behind !== null && <small className="behind"> {behind}</small>}
        {means !== null && <small className="means"> {means}</small>}
      </OutcomeBanner>
      {others.map((offer) => (
        <Other key={offer.does} offer={offer} />
      ))}
      <Primary offer={primary} why={why} first={first} />
      <Refused />
    </section>
  )
}

const Other = ({ offer: { does, label } }: { offer: Offer }) => (
  <button type="button" data-does={does} onClick={() => press(does)}>
    {label}
  </button>
)

/** It stays in its place where there is nothing to do, and says why; no key presses it then. */
function Primary({ offer, why, first }: { offer: Offer | null } & Pick<Now, 'why' | 'first'>) {
  const id = useId()
  return (
    <button
      type="button"
      className="primary"
      aria-disabled={offer === null}
      aria-describedby={why === null ? undefined : id}
      aria-keyshortcuts={offer === null ? undefined : 'Space'}
      onClick={() => offer && press(offer.does)}
    >
      {offer?.label ?? first} {offer !== null && <kbd>{keyName(' ')}</kbd>}
      <Why id={id} why={why} />
    </button>
  )
}
