/** request-reply as a lesson: its story, what to try, and what to remember. */
import type { Lesson } from '../../contract/settings.ts'

export const lesson: Lesson = {
  in1992:
    'In 1992 a program on OS/2 kept its windows responsive by handing long work to another process. Messages carry two ' +
    'numbers of 32 bits and nothing else, so a request travels in shared memory, and the message carries its address. ' +
    'Who frees that memory, and when, was for the two programs to agree on.',
  today:
    'In 2026 browsers, databases and graphics drivers still do this, with file mappings and System V segments: large data ' +
    'lies still, and only its address moves. The questions are the same ones: who holds it, who frees it last, and what ' +
    'if somebody dies meanwhile.',
  presets: [
    {
      id: 'guaranteed-delivery',
      label: 'Guaranteed delivery',
      shows: 'The client keeps the request until its receipt is acknowledged.',
      settings: { free: 'after-receipt' },
    },
    {
      id: 'fire-and-forget',
      label: 'Fire and forget',
      shows: 'The client frees right after the post, and does not care: the gift keeps the object alive.',
      settings: { free: 'after-post' },
    },
    {
      id: 'same-object',
      label: 'The reply in the same object',
      shows: 'One object carries the request there and the reply back, so nobody can free it earlier.',
      settings: { objects: 'one', free: 'after-reply' },
    },
    {
      id: 'who-frees-last',
      label: 'Who frees last',
      shows: 'Both free after the reply, in either order: step them as you like, the last one destroys the object.',
      settings: { free: 'after-reply', access: 'give-only' },
    },
    {
      id: 'lost-request',
      label: 'The lost request',
      shows: 'Nothing is given: if the client frees first, the server gets 487 and the request is lost.',
      settings: { access: 'get-only', free: 'after-post', timeout: 2000 },
      fault: 'hang:server@5:300',
    },
    {
      id: 'trap',
      label: 'The trap',
      shows: 'The server was given read access, and writes.',
      settings: {},
      fault: 'write-read-only:server',
    },
  ],
  remember: [
    'A give counts at once: after it the receiver holds the object, before it has heard of it.',
    'Freeing ends your own use only; the last one who frees destroys the object.',
    'Posting is not delivery: TRUE says that the message is queued, and only an answer says that it was read.',
  ],
}
