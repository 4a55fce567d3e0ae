/** The desktop app from start to end, with the real main process, preload script and helper. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALL_CHANNEL } from '../../electron/contract/channels.ts'
import { WM_ACK, WM_REPLY } from '../../electron/scenarios/request-reply/messages.ts'
import { leftovers } from '../leaks.mjs'
import { callsOf, parseTrace } from '../support/cli.ts'
import { helpersOf, newUserData, type Shell, type ShellOptions, startShell } from '../support/shell.ts'

const RECORDING = join(import.meta.dirname, '..', 'fixtures', 'recordings', 'hand-over.jsonl')
const STEP = 'button[aria-label="Step"][aria-disabled="false"]'
const BY_FRAME = {
  scenario: 'request-reply',
  settings: { window: 'frame', ask: 'lookup Ag' },
  policy: { mode: 'free' },
}
/** How long may be stepped, in milliseconds: on a busy machine each step takes its time. */
const PATIENCE = 50_000
const RELOAD = 'Load it again'

export interface SuiteOptions extends Pick<ShellOptions, 'root' | 'program' | 'packed' | 'frame'> {
  /** Where its helpers must come from. */
  readonly participants?: string
}

/** Of an app in this folder: the project's, or a package's archive. Of a packed one, what packing can break is tried. */
export function shellSuite(name: string, options: SuiteOptions): void {
  const { root, packed = false, participants = join(root, 'dist', 'participant'), ...more } = options
  const testWhole = packed ? () => {} : test
  describe(name, () => {
    const user = newUserData()
    const before = leftovers()
    const started: Shell[] = []
    let shell: Shell

    function start(...args: string[]) {
      const app = startShell({ root, packed, userData: user.folder, args, ...more })
      started.push(app)
      return app
    }
    const shown = () => expect.poll(async () => (await shell.state()).visible).toBe(true)
    const text = (selector: string) =>
      shell.page<string | null>('textContent', selector, { timeout: 500 }).catch(() => '')
    const says = (selector: string, words: string | RegExp) => expect.poll(() => text(selector)).toMatch(words)
    const isOpen = (recording: string) => says('header', `Recording: ${recording}`)
    /** In the middle of a request it is asked first. */
    async function endRun() {
      await shell.tell('clickMenu', '/Run/End run')
      await expect
        .poll(async () => {
          await shell.page('click', 'dialog.asks[open] button:has(kbd)', { timeout: 200 }).catch(() => {})
          return text('output.outcome')
        })
        .toContain('Completed.')
    }
    const attempts = async () => (await shell.state()).attempts.map(({ way, denied }) => `${way} ${denied}`)

    beforeAll(() => {
      shell = start()
    })
    afterAll(async () => {
      for (const { pid, ended } of started) {
        try {
          process.kill(pid, 'SIGTERM')
        } catch {
          // It has ended, as it should.
        }
        await ended
      }
      user.remove()
    })

    test('the first screen comes up through the preload script, with its commands in the menu', async () => {
      await shown()
      await says('.kernel', /System V IPC|Win32/)
      const { menu, options, complaints } = await shell.state()
      expect(menu).toEqual(
        expect.arrayContaining([
          '/File/Open a recording … CmdOrCtrl+O',
          '/Run/Go on Space',
          '/View/Latest End',
          '/help/Keys ?',
        ]),
      )
      expect(menu.includes('/View/toggleDevTools')).toBe(!packed)
      expect([options?.backgroundColor, complaints]).toEqual(['#fbfaf7', []])
    })

    test('a request is stepped call by call with a real helper, beside its source', async () => {
      await shell.tell('clickMenu', '/Run/Step')
      await expect
        .poll(
          async () => {
            await shell.page('click', STEP, { timeout: 1000 }).catch(() => {})
            return shell.page('isVisible', '[data-testid="answer"]')
          },
          { timeout: PATIENCE },
        )
        .toBe(true)
      expect(await text('[data-testid="answer"]')).toContain('Iron')
      expect(helpersOf(shell.pid)).toEqual([join(participants, 'helper.cjs')])
      expect(await shell.page('evaluate', "document.querySelectorAll('.code li.at').length")).toBe(2)
      await endRun()
    })

    test('what is saved has a source line for each call, and a second start opens it in the running window', async () => {
      await shell.tell('clickMenu', '/File/Save recording')
      const documents = join(user.folder, 'documents')
      const names = () => (existsSync(documents) ? readdirSync(documents) : [])
      await expect.poll(names).toEqual([expect.stringMatching(/^request-reply-linux-[\d-]+\.sharemem$/)])
      const [name = ''] = names()
      const saved = join(documents, name)
      const calls = callsOf(parseTrace(readFileSync(saved, 'utf8')).records)
      expect(calls.length).toBeGreaterThan(10)
      expect(calls.filter(({ source }) => source === null)).toEqual([])
      const second = start(saved)
      expect(await second.ended).toBe(0)
      await isOpen(name)
      expect((await shell.state()).menu).toContain(`/File/Open recent/${name}`)
    })

    testWhole(
      'a recording that is dropped on the window opens, and what is none is refused in a sentence',
      async () => {
        await shell.tell('drop', RECORDING)
        await isOpen('hand-over.jsonl')
        const wrong = join(user.folder, 'wrong.jsonl')
        writeFileSync(wrong, 'no recording')
        await shell.tell('drop', wrong)
        await says('#problem', 'This is no recording: line 1 is no JSON.')
      },
    )

    testWhole('one is chosen in a box as well', async () => {
      await shell.tell('clickMenu', '/File/Close recording')
      await shell.tell('clickMenu', '/File/Open a recording …')
      await expect.poll(async () => (await shell.state()).boxes.length).toBe(1)
      await shell.tell('choose', RECORDING)
      await isOpen('hand-over.jsonl')
    })

    test('neither a navigation nor a new window leads anywhere, and only known links open outside', async () => {
      const complaints = (await shell.state()).complaints.length
      const header = await text('header')
      await shell.page('evaluate', "void (location.href = 'https://example.com/')")
      await expect.poll(attempts).toEqual(['navigation true'])
      await shell.page('evaluate', "void open('https://example.com/')")
      await shell.page('evaluate', "void open('https://learn.microsoft.com/windows/')")
      await expect.poll(attempts).toEqual(['navigation true', 'window true', 'window true'])
      expect((await shell.state()).opened).toEqual(['https://learn.microsoft.com/windows/'])
      expect(header).toContain('Recording: ')
      await expect.poll(() => text('header')).toBe(header)
      expect((await shell.state()).complaints.length).toBe(complaints)
    })

    testWhole('a frame within the page is led nowhere, and what it sends is not heard', async () => {
      await shell.page('evaluate', "void document.body.append(document.createElement('iframe'))")
      const answer = await shell.tell('sendFromFrame', CALL_CHANNEL, { id: 1, method: 'hello', params: {} })
      expect(answer).toContain('Only the page of Sharemem may ask.')
      await shell.page('evaluate', "void (document.querySelector('iframe').src = 'https://example.com/')")
      await expect
        .poll(async () => [...(await attempts()), ...(await shell.state()).complaints].at(-1))
        .toMatch(/frame true|Content Security Policy/)
    })

    testWhole('a page that crashes is told in a box, comes back, and finds the run', async () => {
      await shell.tell('crash')
      await expect
        .poll(async () => (await shell.state()).boxes)
        .toMatchObject([{ message: 'The page of this window has ended.', buttons: expect.arrayContaining([RELOAD]) }])
      await shell.tell('choose', RELOAD)
      await says('output.outcome', 'Completed.')
      expect(readFileSync(join(user.folder, 'logs', 'sharemem.log'), 'utf8')).toContain('The page of this window has')
    })

    testWhole('a run whose answers go to the visible frame is chosen where there is one, and answered', async () => {
      await shell.page('evaluate', `sharemem.call('start', ${JSON.stringify(BY_FRAME)})`)
      await says('[data-testid="answer"]', 'Silver')
      expect((await shell.state()).toFrame).toEqual([WM_ACK, WM_REPLY])
      await endRun()
    })

    testWhole('the chosen colours are taken over by what is around the page', async () => {
      await shell.page('click', 'button[aria-label^="Colours: system"]')
      await shell.page('click', 'button[aria-label^="Colours: light"]')
      await expect.poll(async () => (await shell.state()).theme).toBe('dark')
    })

    test('a quit ends a live run with its helper', async () => {
      await shell.tell('clickMenu', '/File/Close recording')
      await shell.tell('clickMenu', '/Run/Run')
      await expect.poll(() => helpersOf(shell.pid)).toHaveLength(1)
      process.kill(shell.pid, 'SIGTERM')
      expect(await shell.ended).toBe(0)
      expect(leftovers()).toEqual(before)
    })

    testWhole('the next start opens a recording in the chosen colours', async () => {
      expect(readFileSync(join(user.folder, 'desktop.json'), 'utf8')).toContain('"theme":"dark"')

      shell = start(RECORDING, '--present')
      await shown()
      await isOpen('hand-over.jsonl')
      expect((await shell.state()).options?.backgroundColor).toBe('#0f1217')
      expect(await shell.page('evaluate', 'document.documentElement.dataset.theme')).toBe('dark')
      expect(await shell.page('evaluate', "'present' in document.documentElement.dataset")).toBe(true)
      process.kill(shell.pid, 'SIGTERM')
      expect(await shell.ended).toBe(0)
    })
  })
}
