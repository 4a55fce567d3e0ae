/** What the person types is what is asked. */
import { actions } from '../actions.ts'
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
      <label htmlFor="ask">Ask the server</label>
      <input
        id="ask"
        value={ask}
        onChange={(event) => actions.setAsk(event.target.value)}
        list="examples"
        autoComplete="off"
        spellCheck={false}
        aria-describedby="problem"
        // biome-ignore lint/a11y/noAutofocus: the question is the first thing to do on this screen
        autoFocus
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
