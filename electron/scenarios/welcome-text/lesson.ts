/** welcome-text as a lesson: its story, what to try, and what to remember. */
import type { Lesson } from '../../contract/settings.ts'

export const lesson: Lesson = {
  in1992:
    'Two programs that know nothing of each other but a name: that is all it takes to share memory on Windows. The author ' +
    'keeps his first program alive with a pause for a key, because the memory ends with it.',
  today:
    'Names in the kernel still work like this. Since Windows Vista a section in Global\\ can be created only with a ' +
    'privilege that ordinary users lack, so that the listing, which asks for one, fails for them: Local\\ is enough.',
  presets: [
    {
      id: 'in-time',
      label: 'In time',
      shows: 'The reader comes while the creator pauses, and two processes hold one section.',
      settings: { reader: 'meanwhile' },
    },
    {
      id: 'too-late',
      label: 'Too late',
      shows: 'The creator has ended, and the object with it: the name leads nowhere.',
      settings: { reader: 'too-late' },
    },
    {
      id: 'too-early',
      label: 'Too early',
      shows: 'Nothing waits for the creator: who opens too early gets 2, and has to try again.',
      settings: { reader: 'too-early' },
    },
    {
      id: 'creator-dies',
      label: 'The creator dies',
      shows: 'A killed process closes its handles as well: the section ends with it, and the reader finds nothing.',
      settings: { reader: 'too-late' },
      fault: 'kill:creator@3',
    },
  ],
  remember: [
    'A kernel object lives as long as somebody has it open, and not a moment longer.',
    'A name is an agreement: both programs must know it, and the size.',
    'Sharing needs no Global\\ namespace: within one session Local\\ does, and needs no privilege.',
  ],
}
