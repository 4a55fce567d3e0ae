/** A small Debian in .cache with what the trial needs, so that this system keeps its own packages. Made once. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The NSIS and the Wine of this release are those with which the trial is known to run. */
const SUITE = 'bookworm'
const MIRROR = 'http://deb.debian.org/debian'
const KEYRING = 'usr/share/keyrings/debian-archive-keyring.gpg'

/** NSIS's own programs are for 32 bits: Wine needs both parts. */
export const PACKAGES = [
  ...['wine', 'wine64', 'wine32:i386', 'nsis', 'gcc-mingw-w64-i686'],
  ...['lintian', 'squashfs-tools', 'desktop-file-utils', 'libglib2.0-bin'],
]

/** What installs them into the system in which it runs. */
export const INSTALL = `
dpkg --add-architecture i386
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${PACKAGES.join(' ')}
`

/** What a command writes is shown when it fails alone. Throws then. */
function run(/** @type {string} */ command, /** @type {string[]} */ args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (status === 0) return
  const last = `${stdout}${stderr}`.trim().split('\n').slice(-10).join('\n')
  throw new Error(`${command} ${args[0]} failed${error ? ` (${error.message})` : ''}:\n${last}`)
}

/** debootstrap and Debian's keys, unpacked from their packages: neither is installed here. */
function fetchDebootstrap(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true })
  run('apt-get', ['download', '-qq', 'debootstrap', 'debian-archive-keyring'], { cwd: folder })
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.deb')) run('dpkg-deb', ['-x', join(folder, name), folder])
  }
}

/**
 * Makes it where it is not complete yet, which takes some minutes. Throws when that fails.
 * @param {string} place the folder above
 * @returns {string} its own
 */
export function makeChroot(place) {
  const chroot = join(place, 'chroot')
  const mark = join(place, 'chroot.done')
  if (existsSync(mark)) return chroot
  console.log(`Making a Debian with ${PACKAGES.join(', ')} in ${chroot}, once ...`)
  const tools = join(place, 'debootstrap')
  for (const folder of [chroot, tools]) rmSync(folder, { recursive: true, force: true })
  fetchDebootstrap(tools)
  const command = join(tools, 'usr', 'sbin', 'debootstrap')
  const args = ['--variant=minbase', `--keyring=${join(tools, KEYRING)}`, SUITE, chroot, MIRROR]
  // In a namespace of its own: what is mounted for it is gone with it.
  run('unshare', ['--mount', command, ...args], {
    env: { ...process.env, DEBOOTSTRAP_DIR: join(tools, 'usr', 'share', 'debootstrap') },
  })
  run('unshare', ['--mount', 'chroot', chroot, 'sh', '-ec', `mount -t proc proc /proc\n${INSTALL}`])
  rmSync(tools, { recursive: true })
  writeFileSync(mark, '')
  return chroot
}
