/**
 * Has a scenario's own file note the line of each call before it makes it, so that whoever traces the call need not look
 * for it in a stack trace. All is inserted within lines, which so keep their numbers; the sources stay as they are.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { normalizePath, type Plugin, parseSync } from 'vite'

const root = join(import.meta.dirname, '..', '..')
const scenarios = `${normalizePath(join(root, 'electron/scenarios'))}/`
const PLACE = normalizePath(join(root, 'electron/participant/place.ts'))

/** A node of the syntax tree, as far as it matters here. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly callee?: Node
  readonly arguments?: Node[]
  readonly argument?: Node
  readonly object?: Node
  readonly property?: Node
  readonly body?: Node
  readonly async?: boolean
  readonly generator?: boolean
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

const isFunction = ({ type }: Node) => /^(Function(Declaration|Expression)|ArrowFunctionExpression)$/.test(type)

/** Whether there is a call in it; what a function in it calls is that one's own. */
const makesCalls = (node: Node): boolean =>
  childrenOf(node).some((child) => child.type === 'CallExpression' || (!isFunction(child) && makesCalls(child)))

/** Where a stack trace says that a call is made. */
const startOf = (callee: Node) => (callee.property ?? callee).start

/**
 * What is evaluated last before a call: its last argument, or, where it has none, the object whose method it is, or the
 * function itself.
 */
function lastBefore(callee: Node, given: Node[]): Node {
  const last = given.at(-1)
  return (last?.type === 'SpreadElement' ? last.argument : last) ?? callee.object ?? callee
}

/** `code` is TypeScript. Returns it with `at(line, value)` around a value of each call, and `place.line` as it was after each function. */
export function markPlaces(code: string): string {
  const inserted: { readonly where: number; readonly text: string }[] = []
  const insert = (where: number, text: string) => inserted.push({ where, text })
  const lineOf = (where: number) => code.slice(0, where).split('\n').length

  function markCall(node: Node, chain: Node | null): (() => void) | null {
    const { callee, arguments: given } = node
    if (!callee || !given || callee.type === 'Super' || callee.object?.type === 'Super') return null
    const line = lineOf(startOf(callee))
    // What follows a `?.` may not be evaluated at all.
    if (chain && given.length === 0) {
      insert(chain.start, `($at(${line}, 0), `)
      return () => insert(chain.end, ')')
    }
    const marked = lastBefore(callee, given)
    insert(marked.start, `$at(${line}, `)
    return () => insert(marked.end, ')')
  }

  /** Whoever called the function from another file is at the place again from which the scenario called that. */
  function restore(node: Node): (() => void) | null {
    const { body, end, async, generator } = node
    if (!body || async || generator || !makesCalls(node)) return null
    const isBlock = body.type === 'BlockStatement'
    const from = isBlock ? body.start + 1 : code.lastIndexOf('=>', body.start) + 2
    insert(from, `${isBlock ? '' : ' {'} const $was = $place.line; try {${isBlock ? '' : ' return ('}`)
    return () =>
      insert(isBlock ? end - 1 : end, `${isBlock ? '' : ') '}} finally { $place.line = $was }${isBlock ? '' : ' }'}`)
  }

  function visit(node: Node, chain: Node | null) {
    const inner = node.type === 'ChainExpression' ? node : chain
    const close = node.type === 'CallExpression' ? markCall(node, inner) : isFunction(node) ? restore(node) : null
    for (const child of childrenOf(node)) visit(child, isFunction(child) ? null : inner)
    close?.()
  }
  visit(parseSync('scenario.ts', code).program as unknown as Node, null)

  inserted.sort((a, b) => a.where - b.where)
  let marked = `import { at as $at, place as $place } from ${JSON.stringify(PLACE)}; `
  let from = 0
  for (const { where, text } of inserted) {
    marked += code.slice(from, where) + text
    from = where
  }
  return marked + code.slice(from)
}

/** A scenario's own file has a folder of its name beside it. */
const isScenario = (id: string) => id.startsWith(scenarios) && /\/[^/.]+\.ts$/.test(id) && existsSync(id.slice(0, -3))

/** For the programs in which scenarios run. */
export const markedPlaces = (environment: string): Plugin => ({
  name: 'marked-places',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === environment,
  transform: (code, id) => (isScenario(id) ? { code: markPlaces(code), map: null } : null),
})
