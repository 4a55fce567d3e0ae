import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { allSources, highlightedSources, moduleOf, sourceFile } from './highlight.ts'

const FILE = 'electron/scenarios/request-reply.ts'
const path = join(import.meta.dirname, '..', '..', FILE)
const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')

async function requestReply() {
  const source = (await allSources())[FILE]
  if (!source) throw new Error(`${FILE} is missing`)
  return source
}

test('the tokens of a source give back the file exactly', async () => {
  const { file, lines } = await requestReply()
  expect(file).toBe(FILE)
  expect(lines.map((line) => line.map((token) => token.text).join('')).join('\n')).toBe(text)
})

test('neighbouring tokens are of different kinds, and none is empty', async () => {
  const { lines } = await requestReply()
  for (const line of lines) {
    line.forEach((token, index) => {
      expect(token.text).not.toBe('')
      expect(token.kind).not.toBe(line[index + 1]?.kind)
    })
  }
})

test('the programs are the exported functions, each with what belongs to it', async () => {
  const { programs } = await requestReply()
  const lines = text.split('\n')
  expect(Object.keys(programs)).toEqual(['client', 'server'])
  for (const [name, [first, last]] of Object.entries(programs)) {
    expect(lines[first - 1]).toMatch(new RegExp(`^export function ${name}\\(`))
    expect(lines[last - 1]).toBe('}')
  }
  const [client = [0, 0], server = [0, 0]] = Object.values(programs)
  expect(lines.slice(client[0] - 1, client[1]).join('\n')).toContain('function createRequests(')
  expect(client[1]).toBeLessThan(server[0])
  expect(
    lines
      .slice(client[1], server[0] - 1)
      .join('')
      .trim(),
  ).toBe('')
})

test('helpers are what belongs to a program and is not its own function, with the comments before it', async () => {
  const { programs, helpers } = await requestReply()
  const lines = text.split('\n')
  const own = programs.client?.[0] ?? 0
  expect(helpers.every(([first, last]) => first > own && last >= first)).toBe(true)
  const created = helpers.find(([first, last]) =>
    lines
      .slice(first - 1, last)
      .join()
      .includes('function createRequests('),
  )
  expect(lines[(created?.[1] ?? 0) - 1]).toBe('}')
  expect(lines.slice((created?.[0] ?? 0) - 1, created?.[1]).join()).toContain('requests: several may be under way')
  const code = ['const before = 1', 'export function client() {}', '', '// Why.', 'function own() {', '}', '']
  const small = await sourceFile('some.ts', code.join('\n'))
  expect([small?.programs, small?.helpers]).toEqual([{ client: [2, 6] }, [[3, 6]]])
})

test('a file without a program, or without a room, is no scenario', async () => {
  const files = Object.keys(await allSources())
  expect(files).not.toContain('electron/scenarios/request-reply/ask.ts')
  expect(files).not.toContain('electron/scenarios/process.ts')
  expect(await sourceFile('one.ts', 'function client() {}\n')).toBeNull()
})

test('the kinds are those that a reader expects', async () => {
  const code = [
    '// What a client does.',
    'export function client(process: ScenarioProcess): Verdict {',
    "  const hwnd = os2.WinCreateWindow('Client', 4096, null)",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is coloured
    '  return `server ${hwnd}`',
    '}',
    'export function server() {}',
  ].join('\r\n')
  const source = await sourceFile('some.ts', code)
  const tokens = source?.lines.flat() ?? []
  const kindOf = (part: string) => tokens.find((token) => token.text.includes(part))?.kind
  expect(kindOf('What a client does')).toBe('comment')
  expect(kindOf('export')).toBe('keyword')
  expect(kindOf('const')).toBe('keyword')
  expect(kindOf('null')).toBe('keyword')
  expect(kindOf('return')).toBe('keyword')
  expect(kindOf('WinCreateWindow')).toBe('function')
  expect(kindOf('ScenarioProcess')).toBe('type')
  expect(kindOf('Verdict')).toBe('type')
  expect(kindOf("'Client'")).toBe('string')
  expect(kindOf('4096')).toBe('number')
  expect(kindOf('hwnd =')).toBe('plain')
  expect(kindOf('hwnd}')).toBe('plain')
  expect(source?.programs).toEqual({ client: [2, 5], server: [6, 6] })
})

test('the plugin provides the module to a build of the screen', async () => {
  const entry = '\0entry'
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: import.meta.dirname,
    plugins: [
      highlightedSources(),
      {
        name: 'entry',
        resolveId: (id) => (id.endsWith('entry') ? entry : undefined),
        load: (id) => (id === entry ? "export { sources } from 'virtual:sources'" : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: 'entry', preserveEntrySignatures: 'strict' },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  const code = output && 'output' in output ? output.output.map((file) => ('code' in file ? file.code : '')) : []
  expect(code.join('')).toContain(`"${FILE}"`)
})

test('the module that the screen loads holds the same of all programs, and nothing around them', async () => {
  const sources = await allSources()
  const module = await import(`data:text/javascript,${encodeURIComponent(moduleOf(sources))}`)
  for (const [file, { lines, programs, ...rest }] of Object.entries(sources)) {
    const held = module.sources[file]
    expect(held).toMatchObject({ ...rest, programs })
    expect(held.lines).toHaveLength(lines.length)
    expect(held.lines[0]).toEqual([])
    for (const [first, last] of Object.values(programs))
      expect(held.lines.slice(first - 1, last)).toEqual(lines.slice(first - 1, last))
  }
})
