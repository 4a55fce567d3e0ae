/**
 * The command line in a process that stays: it does what it is asked for over HTTP, one after the other, as often as it is
 * asked. For suites of many runs, which would take twice as long where each run starts a process of its own. Its argument
 * is the file that gets its address.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { commandLine } from '../../electron/hosts/cli/command-line.ts'
import type { Output } from '../../electron/hosts/cli/output.ts'
import { isStuck } from '../../electron/participant/control.ts'

const [addressFile = ''] = process.argv.slice(2)

/** Each command listens for signals. */
process.setMaxListeners(0)

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

async function read(request: IncomingMessage): Promise<string[]> {
  const pieces = await request.toArray()
  return JSON.parse(Buffer.concat(pieces).toString())
}

const server = createServer(async (request, response) => {
  const args = await read(request)
  const output = createMemory()
  const { result: status, said } = await hearing(() => commandLine(args, output))
  response.end(JSON.stringify({ status, stdout: output.text, stderr: said }))
  // Whoever comes next has another one: a thread that has not ended may still use its memory.
  if (isStuck()) response.once('close', () => process.exit())
})

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  // Whole, as soon as it is there.
  writeFileSync(`${addressFile}.part`, `http://127.0.0.1:${port}/`)
  renameSync(`${addressFile}.part`, addressFile)
})
