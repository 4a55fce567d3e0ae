/** What a person may ask the server, and the server's answers. */
import { quoted } from '../../contract/problem.ts'
import { elements } from './elements.ts'
import { type Answer, type Operation, operations, type Request } from './layout.ts'

/** No key is longer, in UTF-8 bytes. */
export const LONGEST_KEY = 1000

const allowed =
  'Allowed are: lookup and a symbol, name or number (lookup Fe), search and a part of a name or category (search gold), echo and any text.'

/** What is wrong with a question, as a sentence that says what is allowed; null when nothing is. */
export function whatIsWrongWith(ask: string): string | null {
  const { operation, key } = split(ask)
  if (operation === '') return `The question is empty. ${allowed}`
  if (!isOperation(operation)) return `The server cannot ${quoted(operation)}. ${allowed}`
  if (!key) return `‘${operation}’ needs something to ${operation}. ${allowed}`
  const length = Buffer.byteLength(key)
  if (length > LONGEST_KEY)
    return `The question is ${length} bytes long; ${LONGEST_KEY} are allowed after ‘${operation}’.`
  return null
}

/** The question must have passed `whatIsWrongWith`. */
export function parseAsk(ask: string): { operation: Operation; key: string } {
  const { operation, key } = split(ask)
  if (!isOperation(operation)) throw new Error(whatIsWrongWith(ask) ?? '')
  return { operation, key }
}

function split(ask: string) {
  const [, operation = '', key = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(ask) ?? []
  return { operation: operation.toLowerCase(), key }
}

const isOperation = (text: string): text is Operation => (operations as readonly string[]).includes(text)

/** The server's work: it looks up its data objects. */
export function answerTo({ operation, key }: Pick<Request, 'operation' | 'key'>): Answer {
  if (operation === 'echo') return { operation, text: key }
  const wanted = key.toLowerCase()
  const found = operation === 'lookup' ? lookUp(wanted) : search(wanted)
  return { operation, elements: found }
}

const lookUp = (wanted: string) =>
  elements.filter(
    ({ symbol, name, number }) =>
      symbol.toLowerCase() === wanted || name.toLowerCase() === wanted || String(number) === wanted,
  )

const search = (wanted: string) =>
  elements.filter(
    ({ symbol, name, category }) =>
      symbol.toLowerCase() === wanted || name.toLowerCase().includes(wanted) || category.includes(wanted),
  )
