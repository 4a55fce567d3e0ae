/** What the book got wrong, in its text and its figures. */
import type { Mistake } from '../../contract/settings.ts'

export const mistakes: Mistake[] = [
  {
    says: 'A give or a get increments the usage counter: the server that does both would have to free twice.',
    isSo:
      'An object that has no name knows only whether a process holds it. Given to a server that gets it as well, it is ' +
      'held by it once, and freed once, as the book’s own figures do.',
    preset: 'guaranteed-delivery',
    calls: ['DosGetSharedMem'],
  },
  {
    says: 'The figures call DosAllocShrMem, with six arguments.',
    isSo: 'The call is DosAllocSharedMem and has four: attributes and protection are one number, joined by OR.',
    calls: ['DosAllocSharedMem'],
  },
  {
    says: 'The objects of the figures are giveable only, and the server gets them.',
    isSo: 'DosGetSharedMem needs OBJ_GETTABLE. Who was given an object needs no get: the figures do not look at its result.',
    preset: 'who-frees-last',
    calls: ['DosAllocSharedMem', 'DosGetSharedMem'],
  },
  {
    says: 'The figures pass the address of the pointer to DosGetSharedMem.',
    isSo: 'It takes the pointer itself: the address of an object is the same in every process.',
    calls: ['DosGetSharedMem'],
  },
  {
    says: 'The client posts its request, looks at no result, and frees it.',
    isSo:
      'WinPostMsg may return FALSE, and a message may die in its queue with the server: then the request is lost, and ' +
      'nobody is told.',
    preset: 'lost-request',
    mended: 'guaranteed-delivery',
    calls: ['WinPostMsg'],
  },
  {
    says: 'The server frees request and reply right after it has posted the answer.',
    isSo: 'That is safe only because the client still holds them: the last one who frees destroys the object.',
    preset: 'same-object',
    calls: ['DosFreeMem'],
  },
  {
    says: 'The window handle goes into a buffer of 7 bytes, by itoa without a radix, as the only argument.',
    isSo:
      'A handle of 32 bits needs up to 10 digits and a zero, itoa has three parameters, and a program’s arguments are its ' +
      'name, a zero, the rest, and two zeros.',
    calls: ['DosExecPgm'],
  },
  {
    says: 'The server’s process id is read from a field that the structure does not have.',
    isSo: 'With EXEC_ASYNCRESULT it is in codeTerminate of the structure that was passed.',
    calls: ['DosExecPgm'],
  },
]
