#!/usr/bin/env node
/** A stand-in for fpm, where that is not to be had: what electron-builder asks of it for a deb, done by dpkg-deb. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { filesUnder } from '../contents.mjs'

const text = /** @type {const} */ ({ type: 'string' })
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    input: { ...text, short: 's' },
    output: { ...text, short: 't' },
    force: { type: 'boolean' },
    depends: { ...text, short: 'd', multiple: true },
    'deb-recommends': { ...text, multiple: true },
    'deb-compression': text,
    'deb-priority': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
  },
})
if (values.input !== 'dir' || values.output !== 'deb') throw new Error('This stand-in makes a deb of folders alone.')
const wanted = (/** @type {'package' | 'after-install' | 'after-remove'} */ name) => {
  const value = values[name]
  if (!value) throw new Error(`--${name} is missing.`)
  return value
}

/** The description's first line is a summary; those that follow begin with a space. */
const fields = () => ({
  Package: values.name,
  Version: values.version,
  Architecture: values.architecture,
  Maintainer: values.maintainer,
  'Installed-Size': String(Math.ceil(files.reduce((sum, file) => sum + lstatSync(join(root, file)).size, 0) / 1024)),
  Depends: values.depends?.join(', '),
  Recommends: values['deb-recommends']?.join(', '),
  Section: values.category,
  Priority: values['deb-priority'],
  Homepage: values.url,
  Description: values.description,
})

const root = mkdtempSync(join(tmpdir(), 'sharemem-deb-'))
// `from=/to`: what has a slash at its end is the folder's contents.
for (const each of positionals) {
  const at = each.lastIndexOf('=/')
  const to = join(root, each.slice(at + 1))
  mkdirSync(dirname(to), { recursive: true })
  cpSync(each.slice(0, at), to, { recursive: true, verbatimSymlinks: true })
}
const files = filesUnder(root)
const control = join(root, 'DEBIAN')
mkdirSync(control)
const lines = Object.entries(fields()).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
writeFileSync(join(control, 'control'), `${lines.join('\n')}\n`)
for (const [from, name] of [
  [wanted('after-install'), 'postinst'],
  [wanted('after-remove'), 'postrm'],
]) {
  cpSync(String(from), join(control, String(name)))
  chmodSync(join(control, String(name)), 0o755)
}
// dpkg refuses folders that only their owner may read.
execFileSync('chmod', ['-R', 'u=rwX,go=rX', root])
// Made soon, as nobody waits for its download.
const build = ['--root-owner-group', '-Zgzip', '-z1', '--build', root, wanted('package')]
execFileSync('dpkg-deb', build, { stdio: 'inherit' })
rmSync(root, { recursive: true })
