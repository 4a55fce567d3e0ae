/**
 * npm run bench: how long starting takes here, as ratios to a bare `node -e 0` in the same run; what tracing costs, as a
 * ratio to C; and drawing.
 */

import { canCompile } from '../build/test/test-tools.mjs'
import { bareSample, buildBareLoop, tracedExchange } from './exchange.mjs'
import { largeTraceSamples } from './large-trace.mjs'
import { lookBackSamples } from './look-back.mjs'
import { bareNode, describe, median } from './samples.mjs'
import { screenRunSamples } from './screen-run.mjs'
import { browserName, hostSample, openBrowser } from './screen-start.mjs'
import { serverSample } from './server-start.mjs'
import { buildFloor, floorSample, tracedSample } from './traced-request.mjs'

const SERVER_SAMPLES = 21
const SCREEN_SAMPLES = 5
const TRACE_SAMPLES = 3
/** The floor has two speeds here, and a few samples may all have the same one. */
const REQUEST_SAMPLES = 9
const EXCHANGE_SAMPLES = 5
const RUN_SAMPLES = 3
/** What we hold ourselves to: a ratio, and seconds. */
const SERVER_GOAL = 2.2
const SCREEN_GOAL = 2
const REQUEST_GOAL = 4
const RUN_GOAL = 1.5
/** In milliseconds, and in percent. */
const PAINT_GOAL = 300
const BACK_GOAL = 50
const LATE_GOAL = 5

const verdict = (/** @type {boolean} */ met, /** @type {string} */ goal) =>
  `${met ? 'within' : 'MISSES'} the goal of ${goal}`

async function benchServer() {
  const bare = []
  const server = []
  // The first of each loads files that are not in memory yet.
  for (let sample = -1; sample < SERVER_SAMPLES; sample += 1) {
    const [one, other] = [await bareNode(), await serverSample()]
    if (sample < 0) continue
    bare.push(one)
    server.push(other)
  }
  const ratio = median(server) / median(bare)
  console.log(`Server, from its spawn to “initialisation complete”: ${ratio.toFixed(2)} × a bare node,`)
  console.log(`  ${verdict(ratio <= SERVER_GOAL, `${SERVER_GOAL} ×`)} (${describe(server)}; bare: ${describe(bare)})`)
  return median(bare)
}

/** Turn by turn, because the machine may be busier at one time than at another. */
function benchRequests() {
  if (process.platform !== 'linux') return console.log('Traced request: not measured, because its floor is System V.')
  if (!canCompile()) return console.log('Traced request: not measured, because this machine has no C compiler.')
  buildFloor()
  const floor = []
  const traced = []
  for (let sample = 0; sample < REQUEST_SAMPLES; sample += 1) {
    floor.push(floorSample())
    traced.push(tracedSample())
  }
  const ratio = median(traced.map((cost) => cost.median)) / median(floor.map((cost) => cost.median))
  console.log(`A request with every call traced: ${ratio.toFixed(1)} × the same System V calls in C, untraced,`)
  const told = `traced: ${describeCosts(traced)}; in C: ${describeCosts(floor)}`
  console.log(`  ${verdict(ratio <= REQUEST_GOAL, `${REQUEST_GOAL} ×`)} (${told})`)
}

/** Turn by turn, as above. */
async function benchExchanges() {
  if (process.platform !== 'linux')
    return console.log('Exchange by events: not measured, because it starts a bare Node.')
  await buildBareLoop()
  const [bare, one, eight] = [[], [], []].map((list) => /** @type {number[]} */ (list))
  for (let sample = 0; sample < EXCHANGE_SAMPLES; sample += 1) {
    bare?.push(bareSample())
    one?.push(tracedExchange(1))
    eight?.push(tracedExchange(8))
  }
  const [loop, single, many] = [bare, one, eight].map((times) => median(times ?? []))
  const ratio = (/** @type {number | undefined} */ time) => ((time ?? Number.NaN) / (loop ?? Number.NaN)).toFixed(1)
  const ms = (/** @type {number | undefined} */ time) => `${(time ?? Number.NaN).toFixed(3)} ms`
  console.log(
    `Mutex, Exec and Done with every call traced: ${ratio(single)} × the same calls in a bare loop with one client,`,
  )
  console.log(
    `  ${ratio(many)} × with eight (bare: ${ms(loop)} at the median; traced: ${ms(single)} and ${ms(many)} at the mean)`,
  )
}

const describeCosts = (/** @type {import('./traced-request.mjs').Cost[]} */ costs) => {
  const [half, late] = [median(costs.map((cost) => cost.median)), median(costs.map((cost) => cost.late))]
  return `median ${half.toFixed(3)} ms, nine in ten within ${late.toFixed(3)} ms`
}

async function benchScreen(/** @type {number} */ bare) {
  const browser = await openBrowser()
  if (!browser) return console.log('Browser host: not measured, because this machine has no Chromium.')
  // One that opens windows of its own takes longer for the same page.
  console.log(`The screen, in ${browserName()} ${browser.version()}:`)
  const screen = []
  for (let sample = 0; sample < SCREEN_SAMPLES; sample += 1) screen.push(await hostSample(browser))
  await benchLargeTrace(browser)
  await benchLookBack(browser)
  await benchRun(browser)
  await browser.close()
  const seconds = median(screen) / 1000
  console.log(
    `Browser host, from its start to the first usable screen: ${(median(screen) / bare).toFixed(1)} × a bare node,`,
  )
  console.log(`  ${verdict(seconds <= SCREEN_GOAL, `${SCREEN_GOAL} s`)} (${describe(screen)})`)
}

async function benchLargeTrace(/** @type {import('playwright-core').Browser} */ browser) {
  const { records, paints, dropped } = await largeTraceSamples(browser, TRACE_SAMPLES)
  const late = 100 * median(dropped)
  console.log(`A recording of ${records} records, from its text to the first paint:`)
  console.log(`  ${verdict(median(paints) <= PAINT_GOAL, `${PAINT_GOAL} ms`)} (${describe(paints)})`)
  console.log(`Scrolling through it: ${late.toFixed(1)} % of the frames were late,`)
  console.log(`  ${verdict(late <= LATE_GOAL, `${LATE_GOAL} %`)}`)
}

async function benchLookBack(/** @type {import('playwright-core').Browser} */ browser) {
  const { records, steps } = await lookBackSamples(browser)
  const slowest = Math.max(...steps)
  console.log(`A step back near the end of ${records} records takes ${slowest.toFixed(0)} ms at the most,`)
  console.log(`  ${verdict(slowest <= BACK_GOAL, `${BACK_GOAL} ms`)} (${describe(steps)})`)
}

async function benchRun(/** @type {import('playwright-core').Browser} */ browser) {
  const { requests, command, screen } = await screenRunSamples(browser, RUN_SAMPLES)
  const ratio = median(screen) / median(command)
  console.log(`A run of ${requests} requests in the screen: ${ratio.toFixed(2)} × the same on the command line,`)
  const told = `${describe(screen)}; on the command line: ${describe(command)}`
  console.log(`  ${verdict(ratio <= RUN_GOAL, `${RUN_GOAL} ×`)} (${told})`)
}

const bare = await benchServer()
benchRequests()
await benchExchanges()
await benchScreen(bare)
