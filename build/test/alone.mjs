/**
 * The unit tests that have a process of their own. All others share theirs, with the modules that are loaded in it, which takes
 * half the processor time.
 */

/** They put something else in the place of a module, and whatever they load has that in it. */
export const mocked = [
  'electron/hosts/shell/desktop.test.ts',
  'electron/hosts/shell/frame.test.ts',
  'electron/hosts/shell/ipc.test.ts',
  'electron/hosts/shell/lifecycle.test.ts',
  'electron/hosts/shell/notes.test.ts',
  'electron/hosts/shell/protocol.test.ts',
  'electron/hosts/shell/refusal.test.ts',
  'electron/hosts/shell/start-again.test.ts',
  'electron/hosts/shell/trouble.test.ts',
  'electron/hosts/shell/windows.test.ts',
  'electron/main.test.ts',
]

/** What one that fails holds in the kernel ends with its process, and is in nobody's way. */
export const holding = 'native-bridge/**/*.test.ts'
