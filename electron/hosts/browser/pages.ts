/** The built renderer as pages: known files of one folder, and nothing else on the disk. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { securityHeaders } from './headers.ts'

export interface Page {
  readonly status: 200 | 404
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

/** `path` is relative to the renderer's folder and as it came, still percent-encoded; '' is index.html. */
export type Pages = (path: string, connect?: readonly string[]) => Promise<Page>

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Starts with no dot and knows no separator of any system, no encoding and no drive: it cannot lead elsewhere. */
const SAFE_SEGMENT = /^[\w-][\w.-]*$/

const NONCE_BYTES = 16

/** Names in this folder carry a hash of their content. */
const HASHED = 'assets'

export function createPages(folder: string): Pages {
  return async (path, connect = []) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64url')
    const headers = securityHeaders(nonce, connect)
    const segments = path === '' ? ['index.html'] : path.split('/')
    const type = CONTENT_TYPES[extname(segments.at(-1) ?? '')]
    if (type === undefined || !segments.every((segment) => SAFE_SEGMENT.test(segment))) return notFound(headers)
    const content = await contentOf(join(folder, ...segments))
    if (content === null) return notFound(headers)
    return {
      status: 200,
      headers: {
        ...headers,
        'Content-Type': type,
        'Cache-Control': segments[0] === HASHED ? 'private, max-age=31536000, immutable' : 'no-store',
      },
      body: type.startsWith('text/html') ? withNonce(content, nonce) : content,
    }
  }
}

const notFound = (headers: Record<string, string>): Page => ({
  status: 404,
  headers: { ...headers, 'Cache-Control': 'no-store' },
  body: new Uint8Array(),
})

/** Null when there is no such file. */
async function contentOf(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(file))
  } catch {
    return null
  }
}

/** React Aria reads the nonce from this element. Without a head, the document type is what it follows. */
function withNonce(html: Uint8Array, nonce: string): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(html)
  const before = /<head[^>]*>/i.exec(text) ?? /^\s*<!doctype[^>]*>/i.exec(text)
  const at = before ? before.index + before[0].length : 0
  const meta = `<meta name="csp-nonce" nonce="${nonce}">`
  return new TextEncoder().encode(text.slice(0, at) + meta + text.slice(at))
}
