/** The page inside the desktop app: its commands in the menu, and the recordings that the system hands over. */
import { useEffect } from 'react'
import type { Desktop, DesktopMessage } from '../electron/contract/desktop.ts'
import { actions } from './actions.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { useStore } from './store.ts'
import { desktop } from './transport/electron.ts'

const all: readonly Command[] = Object.values(commands)

const inMenus = all.flatMap(({ id, label, keys, menu }) =>
  menu === undefined ? [] : [{ id, label, key: keys[0] ?? null, menu }],
)

/** From the menu, what cannot be done now says why. */
function run(id: string) {
  const command = all.find((each) => each.id === id)
  const why = command?.unavailable(useStore.getState())
  if (typeof why === 'string') actions.complain(why)
  else command?.run()
}

function hear(message: DesktopMessage) {
  switch (message.type) {
    case 'command':
      return run(message.id)
    case 'recording':
      return actions.openRecording(message.name, message.text)
    case 'problem':
      return actions.complain(message.text)
  }
}

/** Hears the shell, and tells it that the page is there. Returns what ends the hearing. */
export function join(shell: Desktop): () => void {
  const stop = shell.listen(hear)
  shell.tell({ type: 'ready', commands: inMenus })
  return stop
}

export function useDesktop() {
  useEffect(() => {
    const shell = desktop()
    return shell === null ? undefined : join(shell)
  }, [])
}
