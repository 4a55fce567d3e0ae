/** The real desktop app in front of a stand-in for Electron: started, asked and driven by a test. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { read } from '../leaks.mjs'

export interface ShellState {
  readonly visible: boolean
  readonly hasPage: boolean
  readonly options: { readonly backgroundColor?: string; readonly width?: number } | null
  readonly boxes: readonly { readonly message: string; readonly buttons: readonly string[] }[]
  readonly errors: readonly string[]
  readonly attempts: readonly { readonly way: string; readonly address: string; readonly denied: boolean }[]
  readonly complaints: readonly string[]
  /** The ids of messages that were posted to the window, and heard. */
  readonly toFrame: readonly number[]
  /** Addresses that the system's browser was given. */
  readonly opened: readonly string[]
  readonly theme: string
  /** Each item by its path, with its key behind it. */
  readonly menu: readonly string[]
}

export interface Shell {
  readonly pid: number
  state(): Promise<ShellState>
  /** A method of Playwright's page and what it returns, as far as that is a plain value. */
  page<Result = unknown>(method: string, ...args: unknown[]): Promise<Result>
  tell<Result = unknown>(command: string, ...args: unknown[]): Promise<Result>
  /** Its exit status. */
  readonly ended: Promise<number | null>
  /** What it printed. */
  output(): string
}

export interface ShellOptions {
  /** The folder that holds dist/: the project's, or an unpacked archive's. */
  readonly root: string
  /** What runs it, and its helpers; this Node, where none is named. */
  readonly program?: string
  /** Where the app keeps what is its user's. */
  readonly userData: string
  readonly args?: readonly string[]
  readonly packed?: boolean
  /** The built partner that has a window in place of the app's, as one that other processes post to. */
  readonly frame?: string
}

const register = pathToFileURL(join(import.meta.dirname, 'electron', 'register.mjs')).href

/** A folder for a user's data, and what removes it. */
export function newUserData(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-shell-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function startShell({ root, program, userData, args = [], packed = false, frame }: ShellOptions): Shell {
  const child = fork(join(root, 'dist', 'main', 'main.js'), args, {
    cwd: userData,
    ...(program !== undefined && { execPath: program }),
    execArgv: ['--import', register],
    env: {
      ...process.env,
      STAND_IN_USER_DATA: userData,
      STAND_IN_PACKED: packed ? '1' : '0',
      ...(frame !== undefined && { STAND_IN_FRAME: frame }),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const pending = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  let last = 0
  child.on('message', ({ id, result, error }: { id: number; result?: never; error?: string }) => {
    if (error === undefined) pending.get(id)?.resolve(result as never)
    else pending.get(id)?.reject(new Error(error))
    pending.delete(id)
  })
  const ended = once(child, 'exit').then(([status]) => {
    for (const { reject } of pending.values()) reject(new Error(`The app has ended. ${printed}`))
    return status as number | null
  })
  function tell<Result>(command: string, ...rest: unknown[]): Promise<Result> {
    last += 1
    const id = last
    return new Promise<Result>((resolve, reject) => {
      pending.set(id, { resolve, reject })
      child.send({ id, command, args: rest }, (error) => error && reject(error))
    })
  }
  return {
    pid: child.pid ?? 0,
    state: () => tell('state'),
    page: (method, ...rest) => tell('page', method, ...rest),
    tell,
    ended,
    output: () => printed,
  }
}

/** The helpers that a process has started, by the path of what they run. */
export function helpersOf(parent: number): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/status`).includes(`\nPPid:\t${parent}\n`))
    .flatMap((name) => read(`/proc/${name}/cmdline`).split('\0'))
    .filter((argument) => argument.endsWith('helper.cjs'))
}
