/** The first screen of a scenario: what happens in it, and what to do. */
import type { ScenarioInfo, Welcome } from '../../electron/contract/settings.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Story } from './lesson.tsx'
import { Told } from './told.tsx'

/** For a scenario that tells no more of itself than its title and summary. */
const welcomeOf = ({ title, summary, welcome }: ScenarioInfo): Welcome =>
  welcome ?? {
    title,
    story: summary,
    steps: [
      {
        what: 'Step',
        how: 'from call to call with the space bar. The first press begins; you decide who goes next.',
      },
      { what: 'Watch', how: 'who holds the memory, and who lets go of it last.' },
    ],
  }

export function Idle() {
  const scenario = useStore(scenarioOf)
  if (!scenario) return <div className="idle" />
  const { title, story, steps } = welcomeOf(scenario)
  return (
    <div className="idle">
      <h1>{title}</h1>
      <p>
        <Told text={story} programs={scenario.programs} />
      </p>
      <ol>
        {steps.map(({ what, how }) => (
          <li key={what}>
            <b>{what}</b> <Told text={how} programs={[]} />
          </li>
        ))}
      </ol>
      <Story />
    </div>
  )
}
