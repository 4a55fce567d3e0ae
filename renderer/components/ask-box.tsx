/** What the person types is what is asked. */
import { useId } from 'react'
import { actions } from '../actions.ts'
import { QUESTION, toPicture } from '../focus.ts'
import { connected } from '../stepping.ts'
import { ASK, askOf, isLive, scenarioOf, useStore } from '../store.ts'
import { Why } from './why.tsx'

export function AskBox() {
  const ask = useStore(askOf)
  const live = useStore(isLive)
  const why = useStore((state) => connected(state))
  const id = useId()
  const scenario = useStore(scenarioOf)
  const spec = scenario?.settings.find(({ key }) => key === ASK)
  const examples = spec?.type === 'text' ? spec.examples : []
  function onSubmit(event: React.FormEvent) {
    event.preventDefault()
    if (why === null) void actions.send()
  }
  return (
    <form className="ask" onSubmit={onSubmit}>
      <label htmlFor={QUESTION}>Ask the {scenario?.programs.at(-1)?.name}</label>
      <input
        id={QUESTION}
        value={ask}
        onChange={(event) => actions.setAsk(event.target.value)}
        list="examples"
        autoComplete="off"
        spellCheck={false}
        aria-describedby="problem"
        onKeyDown={({ key }) => key === 'Escape' && toPicture()}
      />
      <datalist id="examples">
        {examples.map((example) => (
          <option key={example} value={example} />
        ))}
      </datalist>
      <button
        type="submit"
        aria-disabled={why !== null}
        aria-describedby={why === null ? undefined : id}
        title={why === null ? (live ? 'Ask in this run' : 'Start a run') : undefined}
      >
        Send
        <Why id={id} why={why} />
      </button>
    </form>
  )
}
