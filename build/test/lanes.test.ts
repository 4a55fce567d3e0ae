import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import config from '../../vitest.config.ts'
import { apart, canBeApart, endLane, LANE, type Lane, lanes, runLanes } from './lanes.mjs'

const projects = (config.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project ? [project.test?.name] : [],
)
test('every project is in one lane, and Wine in none on Windows', () => {
  const inLanes = (system: NodeJS.Platform) => lanes(system).flatMap((lane) => lane.projects)
  expect(projects.length).toBeGreaterThan(1)
  expect(inLanes('linux').toSorted()).toEqual(projects.toSorted())
  expect(inLanes('win32').toSorted()).toEqual(projects.filter((name) => name !== 'wine').toSorted())
})

const lane = (name: string, makesObjects = true): Lane => ({ projects: [name], makesObjects })
const all = [lane('wine', false), lane('a'), lane('b'), lane('c')]

/** Who ran beside whom: each lane ends when all that can begin have begun. */
async function play(areApart: boolean, signalOf: (name?: string) => string | null = () => null) {
  const running = new Set<string | undefined>()
  const beside: string[] = []
  const ended = await runLanes(all, areApart, async ({ projects: [name] }) => {
    running.add(name)
    await new Promise((resolve) => setImmediate(resolve))
    beside.push([...running].join())
    running.delete(name)
    return { name, signal: signalOf(name) }
  })
  return { beside, names: ended.map(({ name }) => name) }
}

test('two lanes run at a time, and each is run once', async () => {
  const { beside, names } = await play(true)
  expect(names.toSorted()).toEqual(['a', 'b', 'c', 'wine'])
  expect(beside[0]).toBe('wine,a')
  expect(beside).toContainEqual(expect.stringContaining('b,c'))
  expect(Math.max(...beside.map((each) => each.split(',').length))).toBe(2)
})

test('where they cannot be kept apart, only one at a time makes objects', async () => {
  const { beside, names } = await play(false)
  expect(names.toSorted()).toEqual(['a', 'b', 'c', 'wine'])
  expect(beside).toEqual(['wine,a', 'a', 'b', 'c'])
})

test('after one that was ended none is begun', async () => {
  const { names } = await play(true, (name) => (name === 'wine' ? 'SIGTERM' : null))
  expect(names).toEqual(['wine', 'a'])
})

test.runIf(process.platform === 'linux')('what a lane has started is ended with it, and nothing else', async () => {
  const lane = `${process.pid} is tested`
  const start = (command: string, name: string) =>
    spawn('sh', ['-c', command], { detached: true, stdio: 'ignore', env: { ...process.env, [LANE]: name } })
  const own = start('exec sleep 60', lane)
  const stubborn = start('trap "" TERM; exec sleep 60', lane)
  const other = start('exec sleep 60', `${lane} elsewhere`)
  onTestFinished(() => void other.kill())
  const signalOf = async (child: ChildProcess) => child.signalCode ?? (await once(child, 'exit'))[1]
  await endLane(lane, 300)
  expect([await signalOf(own), await signalOf(stubborn), other.signalCode]).toEqual(['SIGTERM', 'SIGKILL', null])
})

/** CAP_SYS_ADMIN, by its number. */
const MAY_UNSHARE = 1n << 21n

const mayUnshare = () => {
  const [, effective = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return (BigInt(`0x${effective}`) & MAY_UNSHARE) !== 0n
}

// Where it cannot be, `npm test` says so and runs them one after the other, as tested above.
const testApart = process.platform === 'linux' && mayUnshare() ? test : () => {}
testApart('a lane sees neither objects nor shared memory files of others', () => {
  expect(canBeApart()).toBe(true)
  const look = 'ipcmk -M 4096 > /dev/null; touch /dev/shm/mine; tail -n +2 /proc/sysvipc/shm | wc -l; ls /dev/shm'
  const [program = '', ...args] = apart(['sh', '-c', look])
  expect(spawnSync(program, args, { encoding: 'utf8' }).stdout.split('\n')).toEqual(['1', 'mine', ''])
  expect(existsSync('/dev/shm/mine')).toBe(false)
})

test('whatever opens a browser is among the browser’s', () => {
  const folder = join(import.meta.dirname, '..', '..', 'tests')
  const opens = (file: string) => /support\/(browser|use-screen)/.test(readFileSync(join(folder, file), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(?!.*wine).*\.test\.ts$/.test(file) && opens(file))
  const browser = JSON.stringify(
    config.test?.projects?.find((project) => JSON.stringify(project).includes('"browser"')),
  )
  const listed = /tests\/{([^}]*)}/.exec(browser)?.[1]?.split(',')
  expect(listed).toEqual(files.map((file) => file.replace('.test.ts', '')).toSorted())
})
