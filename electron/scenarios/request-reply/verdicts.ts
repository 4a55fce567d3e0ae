/** How a run can end, as its client sees it. */
import type { Verdict } from '../process.ts'

export const completed: Verdict = { name: 'completed', text: 'Every request was answered.' }

export const serverEnded: Verdict = {
  name: 'crash',
  text: 'The server ended while the client was waiting for it. What the client held was freed.',
}

export const timedOut = (milliseconds: number): Verdict => ({
  name: 'timeout',
  text: `The server did not answer within ${milliseconds} ms. What the client held was freed.`,
})

export const notTold: Verdict = {
  name: 'api-error',
  text: 'client: WinPostMsg returned FALSE for WM_QUIT, so the server could not be told to end. It was ended.',
}

export const lostRequest: Verdict = {
  name: 'lost-request',
  text: 'WinPostMsg returned FALSE: the request never reached the server’s queue.',
}

export const gaveUp = (requests: number, of: number, milliseconds: number): Verdict => ({
  name: 'timeout',
  text:
    `${requests} of ${of} requests ${requests === 1 ? 'was' : 'were'} not answered within ${milliseconds} ms: the ` +
    'client gave up and went on.',
})

/** `refusal` is the server's call and its result: `DosGetSharedMem returned 487 ERROR_INVALID_ADDRESS`. */
export const lostBeforeGet = (id: number, object: string, refusal: string): Verdict => ({
  name: 'lost-request',
  text:
    `Request ${id} was lost: when the server came to get the object at ${object}, the client had freed it and nobody ` +
    `held it any more, so ${refusal}.`,
})

export const undeliveredAnswer = (id: number): Verdict => ({
  name: 'timeout',
  text:
    `The server’s answer to request ${id} found no room in the client’s queue: WinPostMsg returned FALSE. What the ` +
    'client held was freed.',
})
