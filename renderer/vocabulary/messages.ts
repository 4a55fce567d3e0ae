/** What each message says to its receiver, and what posting it is for. */
import { type Arguments, text } from './words.ts'

/** A message of the scenario: what it says to its receiver, and what posting it is for. */
interface MessageWording {
  posted(mp1: string, mp2: string): string
  received(mp1: string, mp2: string, who: string): string
}

const lower = (who: string) => who.replace(/^The /, 'the ')
const isZero = (parameter: string) => Number(parameter) === 0
const decimal = (parameter: string) => String(Number(parameter))

const messages: Record<string, MessageWording> = {
  WM_READY: {
    posted: (mp1) => `The server is ready, and mp1 tells the client the handle of the server's window, ${mp1}.`,
    received: (mp1) => `The server is ready: requests can be posted to its window, ${mp1}.`,
  },
  WM_REQUEST: {
    posted: (mp1, mp2) =>
      isZero(mp2)
        ? `Not the request itself is sent but its address: it lies in the object at ${mp1}, and so will the reply.`
        : `Not the request itself is sent but its address, ${mp1}, and that of the object for the reply, ${mp2}.`,
    received: (mp1, mp2) =>
      isZero(mp2)
        ? `A request has arrived: it lies in the shared object at ${mp1}, where the reply goes as well.`
        : `A request has arrived: it lies in the shared object at ${mp1}, and the reply goes into the one at ${mp2}.`,
  },
  WM_ACK: {
    posted: (mp1, mp2) =>
      `It acknowledges request ${decimal(mp2)} before working on it: the object at ${mp1} has arrived and been read.`,
    received: (mp1, mp2) =>
      `The server has received request ${decimal(mp2)} and holds the object at ${mp1}, so the client can free it.`,
  },
  WM_REPLY: {
    posted: (mp1, mp2) => `The reply to request ${decimal(mp2)} lies ready in the shared object at ${mp1}.`,
    received: (mp1, mp2) =>
      `The reply to request ${decimal(mp2)} has come: it can be read in the shared object at ${mp1}.`,
  },
  WM_QUIT: {
    posted: () => 'It asks the receiver to leave its message loop and end.',
    received: (_mp1, _mp2, who) =>
      `WM_QUIT is the message for which WinGetMsg returns FALSE: ${lower(who)} leaves its loop and ends.`,
  },
  WM_TIMER: {
    posted: (mp1) => `The time of timer ${decimal(mp1)} has passed.`,
    received: (mp1) =>
      `The time of timer ${decimal(mp1)} has passed. If it belongs to the present wait, the client waits no longer; ` +
      'the late tick of an earlier one is ignored.',
  },
  WM_SERVER_ENDED: {
    posted: () => "The server's process has ended, and the client must hear of it.",
    received: () => "The server's process has ended: no answer can come any more, so the client stops waiting.",
  },
  WM_ASK: {
    posted: () => 'The person has typed something for the client to ask.',
    received: () => 'The person has typed something to ask, which the client takes up when no request is under way.',
  },
}

export const postedText = (args: Arguments) =>
  messages[text(args, 'msg')]?.posted(text(args, 'mp1'), text(args, 'mp2')) ?? 'It is no message of this scenario.'
export const receivedText = (args: Arguments, who: string) =>
  messages[text(args, 'msg')]?.received(text(args, 'mp1'), text(args, 'mp2'), who) ??
  `${text(args, 'msg')} is no message of this scenario; anyone who knows a window's handle can post to it.`
