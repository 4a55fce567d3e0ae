/** Chromium asks nobody for a scheme that it does not know: its pages get a secure origin that exists nowhere. */

const schemes = new Set()
const INVALID = /^(blob:)?https:\/\/([^/]+)\.([a-z]+)\.invalid(.*)$/

export const addScheme = (/** @type {string} */ scheme) => schemes.add(scheme)

/** What Chromium is to load for an address of ours. */
export function toChromium(/** @type {string} */ address) {
  const { protocol, host, pathname, search, hash } = new URL(address)
  const scheme = protocol.slice(0, -1)
  return schemes.has(scheme) ? `https://${host}.${scheme}.invalid${pathname}${search}${hash}` : address
}

/** The address of ours that Chromium means. */
export function toElectron(/** @type {string} */ address) {
  const [, blob = '', host, scheme = '', rest] = INVALID.exec(address) ?? []
  return schemes.has(scheme) ? `${blob}${scheme}://${host}${rest}` : address
}

export const schemeOf = (/** @type {string} */ address) => new URL(toElectron(address)).protocol.slice(0, -1)
