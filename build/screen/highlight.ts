/// <reference path="../../renderer/sources.d.ts" />
/** The scenarios' sources, coloured at build time, so that the screen needs neither a parser nor a grammar. */
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LineRange, SourceFile, Token, TokenKind } from 'virtual:sources'
import type { ThemeRegistration } from 'shiki'
import { normalizePath, type Plugin, parseSync } from 'vite'

const MODULE = 'virtual:sources'
const RESOLVED = `\0${MODULE}`
const FOLDER = 'electron/scenarios'
const scenarios = normalizePath(join(import.meta.dirname, '..', '..', FOLDER))

/** The scopes of TypeScript's grammar that make a kind; the more specific scope wins, as in any theme. */
const scopes: Record<Exclude<TokenKind, 'plain'>, string[]> = {
  keyword: [
    'keyword',
    'storage',
    'constant.language',
    'variable.language',
    'keyword.operator.new',
    'keyword.operator.expression',
  ],
  function: ['entity.name.function', 'support.function'],
  type: ['entity.name.type', 'entity.other.inherited-class', 'support.type', 'support.class'],
  string: ['string', 'constant.character', 'punctuation.definition.string'],
  number: ['constant.numeric'],
  comment: ['comment', 'punctuation.definition.comment'],
}
/** Operators, and what a template interpolates. */
const plainScopes = [
  'keyword.operator',
  'storage.type.function.arrow',
  'meta.template.expression',
  'punctuation.definition.template-expression',
]

/** Each kind's colour stands for the kind and is never shown. */
const kinds: TokenKind[] = ['plain', 'keyword', 'function', 'type', 'string', 'number', 'comment']
const colourOf = (kind: TokenKind) => `#00000${kinds.indexOf(kind)}`
const kindOf = (colour: string | undefined) => kinds.find((kind) => colourOf(kind) === colour) ?? 'plain'

const theme: ThemeRegistration = {
  name: 'kinds',
  type: 'light',
  fg: colourOf('plain'),
  bg: '#ffffff',
  settings: [
    ...Object.entries(scopes).map(([kind, scope]) => ({
      scope,
      settings: { foreground: colourOf(kind as TokenKind) },
    })),
    { scope: plainScopes, settings: { foreground: colourOf('plain') } },
  ],
}

function merged(tokens: Token[]): Token[] {
  const result: Token[] = []
  for (const { text, kind } of tokens) {
    const last = result.at(-1)
    if (last?.kind === kind) last.text += text
    else result.push({ text, kind })
  }
  return result
}

async function highlight(code: string): Promise<Token[][]> {
  const { codeToTokens } = await import('shiki')
  const { tokens } = await codeToTokens(code, { lang: 'typescript', theme })
  return tokens.map((line) => merged(line.map(({ content, color }) => ({ text: content, kind: kindOf(color) }))))
}

interface Parts {
  readonly programs: Map<string, LineRange>
  readonly helpers: LineRange[]
}

/** Where the exported functions stand, each with the functions of its own that follow it. */
function partsOf(file: string, code: string): Parts {
  const lineAt = (offset: number) => code.slice(0, offset).split('\n').length
  const { program, errors } = parseSync(file, code)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const programs = new Map<string, LineRange>()
  const helpers: LineRange[] = []
  let end = 0
  for (const statement of program.body) {
    const exported = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null
    const [first, last] = [lineAt(statement.start), lineAt(statement.end)]
    if (exported?.type === 'FunctionDeclaration' && exported.id) programs.set(exported.id.name, [first, last])
    else if (programs.size > 0) helpers.push([end + 1, last])
    end = last
  }
  const lines = code.split('\n')
  const starts = [...programs.values()].map(([start]) => start)
  for (const range of programs.values()) {
    const next = starts.find((start) => start > range[0])
    range[1] = Math.max(range[1], lastCodeLine(lines, next === undefined ? lines.length : next - 1))
  }
  return { programs, helpers }
}

/** The last line at or above `line` (counted from 1) that ends a declaration: a comment above the next is the next one's. */
function lastCodeLine(lines: readonly string[], line: number): number {
  return lines.slice(0, line).findLastIndex((text) => text.startsWith('}')) + 1
}

/** A scenario's source; null for a file that exports no program. */
export async function sourceFile(file: string, text: string): Promise<SourceFile | null> {
  const code = text.replaceAll('\r\n', '\n')
  const { programs, helpers } = partsOf(file, code)
  if (programs.size === 0) return null
  return { file, lines: await highlight(code), programs: Object.fromEntries(programs), helpers }
}

const isSource = (name: string) => name.endsWith('.ts') && !name.endsWith('.test.ts')

/** Each scenario has a file and a room of its name; the other files there are for all of them. */
const isScenario = (name: string, all: readonly string[]) =>
  isSource(name) && all.includes(name.slice(0, -'.ts'.length))

/** Every scenario's source, by its path as the trace names it. */
export async function allSources(): Promise<Record<string, SourceFile>> {
  const all = await readdir(scenarios)
  const names = all.filter((name) => isScenario(name, all)).sort()
  const files = await Promise.all(
    names.map(async (name) => sourceFile(`${FOLDER}/${name}`, await readFile(join(scenarios, name), 'utf8'))),
  )
  return Object.fromEntries(files.filter((source) => source !== null).map((source) => [source.file, source]))
}

/** The first of the characters that mark where a token of a kind begins: they are nobody's, and in no source. */
const MARKS = 0xe000
const inMarks = (lines: Token[][]) =>
  lines
    .map((line) => line.map(({ text, kind }) => String.fromCharCode(MARKS + kinds.indexOf(kind)) + text).join(''))
    .join('\n')

/** With empty lines in place of what stands around the programs, which nobody sees. */
const ofPrograms = (lines: Token[][], programs: SourceFile['programs']) =>
  lines.map((tokens, index) =>
    Object.values(programs).some(([first, last]) => first <= index + 1 && index + 1 <= last) ? tokens : [],
  )

/**
 * The module with the sources. Each is one text, a mark before each of its tokens: the first screen waits for all of them,
 * and so they are the shortest.
 */
export function moduleOf(sources: Record<string, SourceFile>): string {
  const packed = Object.values(sources).map(({ lines, ...rest }) => ({
    ...rest,
    marked: inMarks(ofPrograms(lines, rest.programs)),
  }))
  return `const kinds = ${JSON.stringify(kinds)}
const toToken = (text) => ({ text: text.slice(1), kind: kinds[text.charCodeAt(0) - ${MARKS}] })
const toLine = (line) => (line.match(/[\\uE000-\\uE0FF][^\\uE000-\\uE0FF]*/g) ?? []).map(toToken)
const toFile = ({ marked, ...rest }) => [rest.file, { ...rest, lines: marked.split('\\n').map(toLine) }]
export const sources = Object.fromEntries(${JSON.stringify(packed)}.map(toFile))
`
}

/** Provides `virtual:sources` to the screen. */
export function highlightedSources(): Plugin {
  return {
    name: 'sharemem:highlighted-sources',
    applyToEnvironment: (environment) => environment.name === 'client',
    configureServer(server) {
      server.watcher.add(scenarios)
    },
    resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return
      const sources = await allSources()
      for (const file of Object.keys(sources)) this.addWatchFile(join(scenarios, '..', '..', file))
      return { code: moduleOf(sources), map: null, moduleType: 'js' }
    },
    hotUpdate({ file, modules }) {
      if (dirname(file) !== scenarios || !isSource(file)) return
      const module = this.environment.moduleGraph.getModuleById(RESOLVED)
      if (module) return [...new Set([...modules, module])]
    },
  }
}
