/** The application-defined messages of request-reply, numbered from WM_USER on. */
import { type MessageNames, WM_USER } from '../../../native-bridge/os2/messages.ts'

/** Server to client: initialisation complete; mp1 is the server's object window. */
export const WM_READY = WM_USER
/** Client to server: mp1 is the request object, mp2 the reply object, or 0 when the reply returns in the request's. */
export const WM_REQUEST = WM_USER + 1
/** Server to client: the request has been received; mp1 is its object, mp2 its id. */
export const WM_ACK = WM_USER + 2
/** Server to client: the request has been processed; mp1 is the object with the reply, mp2 the request's id. */
export const WM_REPLY = WM_USER + 3
/** To the client itself, from its thread that waits for the child: the server has ended. */
export const WM_SERVER_ENDED = WM_USER + 4
/** To the client itself, from its user interface: the person asks. */
export const WM_ASK = WM_USER + 5

export const messageNames: MessageNames = {
  [WM_READY]: 'WM_READY',
  [WM_REQUEST]: 'WM_REQUEST',
  [WM_ACK]: 'WM_ACK',
  [WM_REPLY]: 'WM_REPLY',
  [WM_SERVER_ENDED]: 'WM_SERVER_ENDED',
  [WM_ASK]: 'WM_ASK',
}
