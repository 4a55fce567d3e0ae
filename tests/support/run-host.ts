/**
 * The command line in a process that stays: it does what it is asked for over HTTP, one after the other, as often as it is
 * asked. For suites of many runs, which would take twice as long where each run starts a process of its own. Its argument
 * is the file that gets its address.
 */
import { randomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { commandLine } from '../../electron/hosts/cli/command-line.ts'
import type { Output } from '../../electron/hosts/cli/output.ts'
import { type Ending, listenForEnd } from '../../electron/hosts/ending.mjs'
import { endNow } from '../../electron/hosts/last-resort.ts'
import { isStuck } from '../../electron/participant/control.ts'

/** Nobody asks for so long but where its suite was ended by force, in milliseconds. */
const FORSAKEN = 120_000

const [addressFile = ''] = process.argv.slice(2)
/** Only who has read the file may ask: a web page can send requests as well. */
const path = `/${randomBytes(16).toString('hex')}`

function createMemory(): Output & { readonly text: string } {
  let text = ''
  return {
    write(more) {
      text += more
    },
    end: async () => {},
    failed: new Promise(() => {}),
    isWhole: () => true,
    isIdle: () => true,
    get text() {
      return text
    },
  }
}

/** What is said on standard error meanwhile, which Windows' programs cannot hand on inside Wine. */
async function hearing<T>(work: () => Promise<T>): Promise<{ result: T; said: string }> {
  const { error } = console
  let said = ''
  console.error = (...words: unknown[]) => {
    said += `${words.join(' ')}\n`
  }
  try {
    return { result: await work(), said }
  } finally {
    console.error = error
  }
}

/** A command listens for signals, and looks for npm, until it is done: its process stays here. */
async function listening<T>(work: (listen: () => Ending) => Promise<T>): Promise<T> {
  const endings: Ending[] = []
  function listen() {
    const ending = listenForEnd()
    endings.push(ending)
    return ending
  }
  try {
    return await work(listen)
  } finally {
    for (const { stop } of endings) stop()
  }
}

async function answer(request: IncomingMessage, response: ServerResponse) {
  const args = JSON.parse(Buffer.concat(await request.toArray()).toString())
  const output = createMemory()
  const done = () => listening((listen) => commandLine(args, output, listen))
  const { result: status, said } = await hearing(done)
  // A thread that has not ended may still use its memory.
  response.end(JSON.stringify({ status, stdout: output.text, stderr: said, isStuck: isStuck() }))
}

let turn: Promise<unknown> = Promise.resolve()
const forsaken = setTimeout(endNow, FORSAKEN, 1)

const server = createServer((request, response) => {
  forsaken.refresh()
  if (request.url !== path) return response.writeHead(404).end()
  turn = turn.then(() => answer(request, response))
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  // Whole, as soon as it is there.
  writeFileSync(`${addressFile}.part`, `http://127.0.0.1:${port}${path}`)
  renameSync(`${addressFile}.part`, addressFile)
})
