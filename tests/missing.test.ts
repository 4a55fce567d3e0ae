/** Machines that lack something: what needs no kernel works there, and all else says in a sentence what is missing. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cliPath, root } from './support/cli.ts'

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8', timeout: 60_000 })
  return { status, stdout, stderr }
}

const needKernel = [['run', 'request-reply'], ['serve']]

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true })
  // The package itself, without that of its binary.
  cpSync(join(root, 'node_modules', 'koffi'), join(folder, 'node_modules', 'koffi'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true }))
const withoutKoffi = (...args: string[]) => run(process.execPath, join(folder, 'dist', 'cli', 'cli.js'), ...args)

test.each([
  [['list'], 'request-reply'],
  [['describe', 'request-reply'], 'outstanding'],
  [['faults'], 'queue-full'],
  [['export', join(root, 'recordings', 'trap.jsonl')], 'traceEvents'],
  [['--help'], 'Usage: sharemem'],
])('without koffi’s binary, %j works', (args, printed) => {
  expect(withoutKoffi(...args)).toEqual({ status: 0, stdout: expect.stringContaining(printed), stderr: '' })
})

test.each(needKernel)('without koffi’s binary, %s says so', (...args) => {
  const { status, stdout, stderr } = withoutKoffi(...args)
  expect([status, stdout]).toEqual([3, ''])
  expect(stderr).toMatch(
    /^Sharemem calls the kernel through koffi, whose binary for \w+-\w+ cannot be loaded \(.+\); ‘npm ci’ installs it\.\n$/,
  )
})

if (process.platform === 'linux') {
  test.each(needKernel)('on a kernel without System V IPC, %s says so', (...args) => {
    const filtered = join(root, 'tests', 'support', 'without-system-v.mjs')
    expect(run(process.execPath, filtered, cliPath, ...args)).toEqual({
      status: 3,
      stdout: '',
      stderr: 'Sharemem needs System V IPC, which this kernel does not have: shmget answers ENOSYS.\n',
    })
  })

  test.each(needKernel)('on a kernel before 5.3, %s says so', (...args) => {
    const filtered = join(root, 'tests', 'support', 'without-system-v.mjs')
    expect(run(process.execPath, filtered, '--pidfd', cliPath, ...args)).toEqual({
      status: 3,
      stdout: '',
      stderr: 'Sharemem needs Linux 5.3 or later, which tells when a process ends: here pidfd_open answers ENOSYS.\n',
    })
  })
}

// Only root may hide it.
if (process.platform === 'linux' && process.getuid?.() === 0) {
  test.each(needKernel)('without the kernel’s list of objects, %s says so', (...args) => {
    const script = 'mount -t tmpfs none /proc/sysvipc && exec "$@"'
    expect(run('unshare', '--mount', 'sh', '-c', script, 'sh', process.execPath, cliPath, ...args)).toEqual({
      status: 3,
      stdout: '',
      stderr: 'Sharemem needs the kernel’s list of System V objects, but there is no /proc/sysvipc/shm.\n',
    })
  })

  test.each(needKernel)('with the /proc of another process namespace, %s says so', (...args) => {
    const { status, stdout, stderr } = run(
      'unshare',
      '--pid',
      '--fork',
      '--kill-child',
      process.execPath,
      cliPath,
      ...args,
    )
    expect([status, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(
      /^Sharemem needs the \/proc of its own process namespace: this process is 1 here, and \/proc calls it \d+\. .*\n$/,
    )
  })

  test('a process namespace with a /proc of its own is like any other', () => {
    const own = ['--ipc', '--pid', '--fork', '--mount-proc', process.execPath, cliPath, 'run', 'parent-and-child']
    expect(run('unshare', ...own)).toMatchObject({ status: 0, stderr: '' })
  })
}
