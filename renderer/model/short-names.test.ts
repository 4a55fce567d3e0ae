import { expect, test } from 'vitest'
import { shortNames } from './short-names.ts'

test.each([
  [
    ['ApplicationSpecificFree', 'ApplicationSpecificExec', 'ApplicationSpecificShutdown.4711'],
    ['Free', 'Exec', 'Shutdown.4711'],
  ],
  [
    ['Global\\IPC_Test_ServerNewData', 'Global\\IPC_Test_LockMutex', 'Global\\www.cpp-blog.com'],
    ['ServerNewData', 'LockMutex', 'www.cpp-blog.com'],
  ],
  [['penghaoMutex'], ['penghaoMutex']],
  // One whose words are all in the others keeps its last.
  [
    ['Done', 'DoneAgain'],
    ['Done', 'DoneAgain'],
  ],
  [[], []],
])('of %j %j is left', (names, short) => {
  expect([...shortNames(names)]).toEqual(names.map((name, index) => [name, short[index]]))
})
