/** What holds for each workflow of .github/workflows beside its form: one sentence for each thing that is not so. */
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Job {
  readonly uses?: string
  readonly 'runs-on'?: string
  readonly 'timeout-minutes'?: number
  readonly needs?: string | readonly string[]
  readonly permissions?: unknown
  readonly steps?: readonly Step[]
}
interface Workflow {
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

/** A commit, and the version that it is for whoever reads. */
const PINNED = /uses: (?:\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/
const READ = { contents: 'read' }
/** The only jobs that may do more: a release is written. */
const WRITING = { publish: { contents: 'write' } }

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const listOf = (value: string | readonly string[] = []) => [value].flat()

function wrongInStep(step: Step): string[] {
  const keepsToken = step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false
  // What somebody else may name would be run: it comes in by a variable.
  const inserts = /\$\{\{/.test(step.run ?? '')
  return [
    ...(keepsToken ? ['keeps the token after the checkout'] : []),
    ...(inserts ? ['inserts text into a script'] : []),
  ]
}

function wrongInJob(id: string, job: Job, jobs: Workflow['jobs']): string[] {
  const wrong = (job.steps ?? []).flatMap(wrongInStep)
  const allowed = (WRITING as Record<string, unknown>)[id]
  if (job.permissions !== undefined && !same(job.permissions, allowed)) wrong.push('has permissions of its own')
  if (job.uses === undefined && !(Number(job['timeout-minutes']) > 0)) wrong.push('has no time limit')
  if (job.uses === undefined && (job.steps ?? []).length === 0) wrong.push('has no steps')
  for (const needed of listOf(job.needs)) if (!(needed in jobs)) wrong.push(`needs ${needed}, which is not there`)
  return wrong.map((sentence) => `${id} ${sentence}.`)
}

export function whatIsWrongIn(text: string): string[] {
  const { permissions, jobs } = parse(text) as Workflow
  const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line))
  return [
    ...(same(permissions, READ) ? [] : ['It may do more than read.']),
    ...uses.filter((line) => !PINNED.test(line)).map((line) => `${line.trim()} is not pinned.`),
    ...Object.entries(jobs).flatMap(([id, job]) => wrongInJob(id, job, jobs)),
  ]
}

/** The files of the project that its scripts run, and what npm is to run. */
export function commandsIn(text: string) {
  const { jobs } = parse(text) as Workflow
  const lines = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run = '' }) => run.split('\n')))
  const found = (pattern: RegExp) =>
    lines.flatMap((line) => [...line.matchAll(pattern)].map((match) => match[1] ?? ''))
  return {
    files: found(/(?:^|\s)(?:node |\.\/)([\w/.-]+\.(?:mjs|ps1))/g),
    scripts: [...found(/npm run ([\w:]+)/g), ...found(/npm (test|start)\b/g)],
    systems: Object.values(jobs).flatMap((job) => job['runs-on'] ?? []),
  }
}
