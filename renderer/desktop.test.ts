import { beforeEach, expect, test } from 'vitest'
import { type DesktopMessage, desktopCommand, type PageMessage, pageMessage } from '../electron/contract/desktop.ts'
import { commands } from './commands.ts'
import { join } from './desktop.ts'
import { useStore } from './store.ts'

let told: PageMessage[]
let say: (message: DesktopMessage) => void

beforeEach(() => {
  told = []
  join({
    theme: 'system',
    tell: (message) => void told.push(message),
    listen(listener) {
      say = listener
      return () => {}
    },
  })
})

test('the shell learns every command of the menus with its key, as the contract has it', () => {
  expect(told).toHaveLength(1)
  const [ready] = told.map((message) => pageMessage.parse(message))
  if (ready?.type !== 'ready') throw new Error('not ready')
  expect(ready.commands).toContainEqual({ id: 'go', label: 'Go on', key: ' ', menu: 'run' })
  const { stepOne, ...others } = commands
  expect(ready.commands.map(({ id }) => id)).toEqual(Object.values(others).map(({ id }) => id))
  expect(stepOne).not.toHaveProperty('menu')
  expect(desktopCommand.safeParse({ ...ready.commands[0], menu: 'else' }).success).toBe(false)
})

test('a command of the menu runs, and what cannot be done now says why', () => {
  say({ type: 'command', id: 'fold' })
  expect(useStore.getState().folded).toBe(true)
  say({ type: 'command', id: 'save' })
  expect(useStore.getState().problem).toBe('There is nothing to look at yet.')
  say({ type: 'command', id: 'no such command' })
})

test('what cannot be read, and what is no recording, is said', () => {
  say({ type: 'problem', text: 'a.jsonl cannot be read.' })
  expect(useStore.getState().problem).toBe('a.jsonl cannot be read.')
  say({ type: 'recording', name: 'b.jsonl', text: 'no' })
  expect(useStore.getState().problem).toBe('b.jsonl: This is no recording: line 1 is no JSON.')
})
