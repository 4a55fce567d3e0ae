/** The server's start, read from the trace of a real run. */
import { spawnSync } from 'node:child_process'
import { cli } from './paths.mjs'

/** From its spawn to its WM_READY, in milliseconds. */
export async function serverSample() {
  const { stdout, status, stderr } = spawnSync(process.execPath, [cli, 'run', 'request-reply', '--json'], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The run ended with status ${status}: ${stderr}`)
  const records = stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line))
  const of = records.filter(({ participant }) => participant === 'server')
  const started = of.find(({ kind, event }) => kind === 'process' && event === 'start')
  const ready = of.find(({ kind, phase, name }) => kind === 'message' && phase === 'posted' && name === 'WM_READY')
  return (ready.t - started.t) / 1e6
}
