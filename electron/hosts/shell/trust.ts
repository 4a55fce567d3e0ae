/** Whose messages are heard: those of the main frame of our own page. */
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { isOwn } from './scheme.ts'

/** A frame that has gone meanwhile is null. */
export function isTrusted({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwn(senderFrame.url)
}
