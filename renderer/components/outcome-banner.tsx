/** What is now, in a sentence: of a run that has ended, how. */
import { CircleCheck, CircleQuestionMark, CircleStop, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OutcomeRecord } from '../../electron/contract/trace.ts'
import { ignoredUntil } from '../model/foreign.ts'
import type { Now } from '../model/now.ts'
import { useStore } from '../store.ts'
import { ignoredInWords } from '../vocabulary/foreign.ts'
import { titleOf } from '../vocabulary/outcomes.ts'

const icons = { good: CircleCheck, plain: CircleStop, bad: TriangleAlert }

interface OutcomeBannerProps extends Pick<Now, 'tone' | 'lead'> {
  /** The sentence while nothing has ended, or the class is asked. */
  readonly children: ReactNode
}

export function OutcomeBanner({ tone, lead, children }: OutcomeBannerProps) {
  const last = useStore(({ records, cursor }) => (cursor === null ? records.at(-1) : undefined))
  const ignored = useStore(({ records }) => ignoredInWords(ignoredUntil(records, records.length)))
  if (tone === 'question')
    return (
      <p className="says question">
        <CircleQuestionMark size={18} aria-hidden />
        <span>
          <span className="lead">What do you expect?</span> {children}
        </span>
      </p>
    )
  if (last?.kind === 'outcome') return <Ended outcome={last} lead={lead} ignored={ignored} />
  if (tone === 'bad') return <Outcome tone={tone}>{children}</Outcome>
  return (
    <p className="says">
      {children} {ignored !== '' && <small>{ignored}</small>}
    </p>
  )
}

interface EndedProps extends Pick<Now, 'lead'> {
  readonly outcome: OutcomeRecord
  readonly ignored: string
}

function Ended({ outcome: { ok, name, text }, lead, ignored }: EndedProps) {
  return (
    <Outcome tone={ok ? 'good' : name === 'stopped' ? 'plain' : 'bad'}>
      {lead} <b>{titleOf(name)}.</b> <span className="told">{text}</span> {ignored}
    </Outcome>
  )
}

function Outcome({ tone, children }: { tone: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <output className={`outcome ${tone}`}>
      <Icon size={18} aria-hidden />
      <span>{children}</span>
    </output>
  )
}
