/** parent-and-child as a lesson: its story, what to try, and what to remember. */
import type { Lesson } from '../../contract/settings.ts'

export const lesson: Lesson = {
  in1992:
    'Windows NT had no shared memory of its own: a file mapping that has no file, only pages of the page file, takes its ' +
    'place, and a name lets another process find it. A parent that starts its child after the data are complete, and ' +
    'ends its own use after the child, needs no lock and no event.',
  today:
    'The same calls work on every Windows since. Programs still hand data to a child in this way, because a name or an ' +
    'inherited handle is all that it needs, and the end of a process is an event that anybody can wait for.',
  presets: [
    {
      id: 'listing',
      label: 'The listing, mended',
      shows: 'The parent’s handle keeps the memory alive until the child has read it: the process handle tells when.',
      settings: {},
    },
    {
      id: 'as-printed',
      label: 'As it was printed',
      shows: 'The handles of the child’s process and thread stay open: only the parent’s end closes them.',
      settings: { version: 'original' },
    },
    {
      id: 'child-dies',
      label: 'The child dies',
      shows: 'A wait for a process ends however the process ends, and what the child held is closed for it.',
      settings: {},
      fault: 'kill:child@3',
    },
  ],
  remember: [
    'A file mapping lives as long as anybody has a handle or a view of it; its name as long as anybody has a handle.',
    'Who waits for a process handle is woken by the end of the process, however it ends.',
    'What is complete before the other process exists needs no lock.',
  ],
}
