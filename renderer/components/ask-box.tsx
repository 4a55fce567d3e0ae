/** What the person types is what is asked. */
import { actions } from '../actions.ts'
import { QUESTION, toPicture } from '../focus.ts'
import { ASK, askOf, awaitsQuestion, isLive, scenarioOf, useStore } from '../store.ts'

export function AskBox() {
  const ask = useStore(askOf)
  const live = useStore(isLive)
  const connected = useStore((state) => state.info !== null)
  const expected = useStore(awaitsQuestion)
  const scenario = useStore(scenarioOf)
  const spec = scenario?.settings.find(({ key }) => key === ASK)
  const examples = spec?.type === 'text' ? spec.examples : []
  function onSubmit(event: React.FormEvent) {
    event.preventDefault()
    void actions.send()
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
        disabled={!connected}
        className={!live || expected ? 'primary' : ''}
        title={live ? 'Ask in this run' : 'Start a run'}
      >
        Send
      </button>
    </form>
  )
}
