/** request-reply before anything runs: what happens in it, and what to do. */
import type { Welcome } from '../../contract/settings.ts'

export const welcome: Welcome = {
  title: 'Two processes, one piece of memory',
  story:
    'You type a question. A client process writes it into shared memory, gives that memory to a server process, and ' +
    'posts it a message with the pointer. Every call is real, and none is made before you say so.',
  steps: [
    { what: 'Ask', how: 'the server something about the chemical elements: press `/` and type.' },
    {
      what: 'Step',
      how: 'through the hand-over with the space bar. The first press begins; you decide which process goes next.',
    },
    { what: 'Watch', how: 'who holds the memory, and who frees it last.' },
  ],
}
