/** What client and server agree on beforehand. Source: the listings of www.cpp-blog.com. */
import type { Settings } from '../../contract/settings.ts'

const prefixed = ({ namespace }: Settings, name: string) => `${namespace === 'Local' ? 'Local' : 'Global'}\\${name}`

export const namesIn = (settings: Settings) => ({
  /** The event that the server sets: a record lies there. */
  newData: prefixed(settings, 'IPC_Test_ServerNewData'),
  /** The event that the client sets: the record is taken, the next one may be written. */
  readFinish: prefixed(settings, 'IPC_Test_ClientReadFinish'),
  lockMutex: prefixed(settings, 'IPC_Test_LockMutex'),
  /** The memory: room for one record. */
  record: prefixed(settings, 'www.cpp-blog.com'),
  /** Chosen, of the mended version: the client sets it when the person cancels. */
  cancel: prefixed(settings, 'IPC_Test_Cancel'),
})
