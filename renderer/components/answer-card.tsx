/** The data that the server returned, as the answer to the question. */
import { answerAt } from '../model/answers.ts'
import { useStore } from '../store.ts'

const MOST_TILES = 12

export function AnswerCard({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const told = useStore((state) => state.told)
  const answer = answerAt(records, cursor)
  if (!answer) return null
  const asked = told?.exchanges.withId(answer.exchange)?.title
  const tiles = answer.rows.slice(0, MOST_TILES)
  const more = answer.rows.length - tiles.length
  return (
    <div className="answer" data-testid="answer">
      <h2>Answer {asked && <small>to “{asked}”</small>}</h2>
      {answer.text !== null && <blockquote>{answer.text}</blockquote>}
      {answer.text === null && answer.rows.length === 0 && <p className="nothing">No such element.</p>}
      <ul className={tiles.length === 1 ? 'tiles single' : 'tiles'}>
        {tiles.map((row) => (
          <li key={String(row.symbol)}>
            <span className="number">{row.number}</span>
            <b className="symbol">{row.symbol}</b>
            <span className="name">{row.name}</span>
            <span className="mass">{row.mass} u</span>
            {tiles.length === 1 && (
              <span className="category">
                {row.category}, period {row.period}
                {Number(row.group) > 0 && `, group ${row.group}`}
              </span>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="hint">and {more} more</p>}
      {answer.sizeNeeded !== null && (
        <p className="hint">
          ERROR_MORE_DATA 234: the answer was cut to the object. All of it would need {answer.sizeNeeded} bytes.
        </p>
      )}
    </div>
  )
}
