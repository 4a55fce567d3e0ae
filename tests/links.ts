/** Where the links of the documents lead: what of them leads nowhere, told in a sentence. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Code is shown and not followed: blocks between fences, indented blocks, and what stands between backticks. */
const CODE = /^```[\s\S]*?^```|^ {4}.*$|`[^`\n]*`/gm
const FENCED = /^```[\s\S]*?^```/gm
/** `[text](target)`, also around an image, `[name]: target`, and what HTML's own elements name. */
const LINK = /\]\(\s*([^)\s]+)(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)|\b(?:src|srcset|href)="([^"]+)"/gm
const HEADING = /^#{1,6} +(.+?) *#*$/gm
const ELSEWHERE = /^(?:https|mailto):/

/** Where a document links to, in its order. */
export const linksIn = (text: string): string[] =>
  [...text.replaceAll(CODE, '').matchAll(LINK)].map(
    (match) => match.slice(1).find((target) => target !== undefined) ?? '',
  )

/** The anchors that GitHub gives to the headings; a second one of the same name has a number behind it. */
export function anchorsIn(text: string): string[] {
  const seen = new Map<string, number>()
  return [...text.replaceAll(FENCED, '').matchAll(HEADING)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
    const count = seen.get(anchor) ?? 0
    seen.set(anchor, count + 1)
    return count === 0 ? anchor : `${anchor}-${count}`
  })
}

function whatIsWrong(root: string, document: string, link: string): string | null {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? document : join(dirname(document), decodeURIComponent(path))
  if (relative(root, target).startsWith('..')) return 'leads out of the project'
  if (!existsSync(target)) return 'leads nowhere'
  if (anchor === undefined) return null
  if (!target.endsWith('.md') || statSync(target).isDirectory()) return 'has an anchor where there are no headings'
  return anchorsIn(readFileSync(target, 'utf8')).includes(anchor) ? null : 'leads to no heading'
}

/** One sentence for each link of a document, by its full path, that leads nowhere; those to other hosts are not followed. */
export function deadLinks(root: string, document: string): string[] {
  return linksIn(readFileSync(document, 'utf8'))
    .filter((link) => !ELSEWHERE.test(link))
    .flatMap((link) => {
      const wrong = whatIsWrong(root, document, link)
      return wrong === null ? [] : [`${relative(root, document)}: ${link} ${wrong}.`]
    })
}
