/// <reference lib="dom" />
/** A trace of ten thousand records: how soon it is drawn once it is there, and whether scrolling through it stutters. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHost } from '../build/start/host.mjs'
import { cli } from './paths.mjs'

/** Each request makes about forty records. */
const REQUESTS = 280
/** How long the trace is scrolled through, in milliseconds. */
const SCROLL = 2000
/** A frame that takes longer than one and a half of its time at 60 a second is one that was dropped. */
const LATE = (1000 / 60) * 1.5

/** The text of a recording of so many requests. */
export function recordTrace(/** @type {number} */ requests) {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const file = join(folder, 'trace.jsonl')
  const args = ['run', 'request-reply', '--set', `requests=${requests}`, '--record', file]
  spawnSync(process.execPath, [cli, ...args], { stdio: 'ignore' })
  const text = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  return text
}

/**
 * In the page: opens the trace and waits until it is painted. In milliseconds, from the moment its text is there.
 * @param {string} text
 */
export async function openTrace(text) {
  const data = new DataTransfer()
  data.items.add(new File([text], 'trace.jsonl'))
  const start = performance.now()
  window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
  while (!document.querySelector('svg g.minor')) await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
  return performance.now() - start
}

/**
 * In the page: scrolls from end to end. Which part of the frames came late.
 * @param {{ duration: number, late: number }} limits
 */
async function scrollThrough({ duration, late }) {
  const canvas = document.querySelector('.canvas')
  if (!canvas) throw new Error('There is nothing to scroll.')
  const start = performance.now()
  let before = start
  const frames = []
  while (before - start < duration) {
    canvas.scrollTop = ((before - start) / duration) * canvas.scrollHeight
    const now = await new Promise(requestAnimationFrame)
    frames.push(now - before)
    before = now
  }
  return frames.filter((frame) => frame > late).length / frames.length
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} samples
 */
export async function largeTraceSamples(browser, samples) {
  const text = recordTrace(REQUESTS)
  const host = await startHost()
  const page = await (await browser.newContext()).newPage()
  const paints = []
  const dropped = []
  for (let sample = 0; sample < samples; sample += 1) {
    await page.goto(host.url)
    await page.getByRole('button', { name: /^Begin/ }).click({ trial: true })
    paints.push(await page.evaluate(openTrace, text))
    dropped.push(await page.evaluate(scrollThrough, { duration: SCROLL, late: LATE }))
  }
  await page.context().close()
  await host.end()
  return { records: text.trim().split('\n').length - 1, paints, dropped }
}
