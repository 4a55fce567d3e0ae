/** The keys of a command, a row of them told by its ends. */
import type { Command } from '../command.ts'
import { keyName } from '../vocabulary/format.ts'

const MOST = 3

export const Keys = ({ command: { keys } }: { command: Command }) =>
  keys.length > MOST ? (
    <>
      <kbd>{keyName(keys[0] ?? '')}</kbd> <span>to</span> <kbd>{keyName(keys.at(-1) ?? '')}</kbd>
    </>
  ) : (
    keys.map((key) => <kbd key={key}>{keyName(key)}</kbd>)
  )
