/** What the person types is what is asked. */
import { actions } from '../actions.ts'
import { QUESTION, toPicture } from '../focus.ts'
import { awaitsQuestion, isLive, scenarioOf, useStore } from '../store.ts'

export function AskBox() {
  const ask = useStore((state) => state.ask)
  const problem = useStore((state) => state.problem)
  const live = useStore(isLive)
  const connected = useStore((state) => state.info !== null)
  const expected = useStore(awaitsQuestion)
  const spec = useStore(scenarioOf)?.settings.find(({ type }) => type === 'text')
  const examples = spec?.type === 'text' ? spec.examples : []
  function onSubmit(event: React.FormEvent) {
    event.preventDefault()
    void actions.send()
  }
  return (
    <form className="ask" onSubmit={onSubmit}>
      <label htmlFor={QUESTION}>Ask the server</label>
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
      <p id="problem" className="problem" role="alert">
        {problem}
      </p>
    </form>
  )
}
