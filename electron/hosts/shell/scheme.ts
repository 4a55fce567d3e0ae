/** The scheme under which Electron shows the renderer: an origin of its own, which file: pages have not. */

export const SCHEME = 'app'
const HOST = 'sharemem'

export const START_PAGE = `${SCHEME}://${HOST}/`

/** In memory: what is kept from one start to the next is a file of our own, settings.ts. */
export const PARTITION = 'sharemem'

/** The path of one of our own pages, without the first slash and still encoded; null for any other address. */
export function ownPath(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host, pathname } = new URL(address)
  return protocol === `${SCHEME}:` && host === HOST ? pathname.slice(1) : null
}

export const isOwn = (address: string) => ownPath(address) !== null
