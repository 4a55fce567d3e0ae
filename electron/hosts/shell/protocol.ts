/** Serves the built renderer under our own scheme, with the same headers as the browser host. */
import { protocol, session } from 'electron'
import { createPages } from '../browser/pages.ts'
import { ownPath, PARTITION, SCHEME } from './scheme.ts'

/** Before Electron is ready: a scheme with an origin, which counts as a secure context. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function setupProtocol(rendererFolder: string): void {
  const pages = createPages(rendererFolder)
  session.fromPartition(PARTITION).protocol.handle(SCHEME, async ({ method, url }) => {
    const path = ownPath(url)
    if (path === null || method !== 'GET') return new Response(null, { status: 404 })
    const { status, headers, body } = await pages(path)
    return new Response(body, { status, headers })
  })
}
