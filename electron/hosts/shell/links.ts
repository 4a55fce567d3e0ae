/** Which links the system's browser gets: those that lead to the documents, encrypted, and no others. */
import { shell } from 'electron'

const HOSTS: readonly string[] = ['learn.microsoft.com', 'man7.org', 'www.edm2.com', 'www.electronjs.org']

export function isKnown(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, username, password } = new URL(address)
  return protocol === 'https:' && HOSTS.includes(hostname) && `${port}${username}${password}` === ''
}

/** Opens it outside, if it is one of those. */
export function openOutside(address: string, report: (error: unknown) => void): void {
  if (isKnown(address)) shell.openExternal(address).catch(report)
  else report(`A link was not followed: ${address.slice(0, 200)}`)
}
