/** The terminal that this process was started from. */
import { isatty } from 'node:tty'

/** Standard input, output and error, as far as they were a terminal when this process began. */
const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor))

/** Whether it has been closed since. Node's own exit fails then, in giving its settings back. */
export const terminalHasGone = () => terminals.some((descriptor) => !isatty(descriptor))
