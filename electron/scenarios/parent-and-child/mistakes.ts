/** What the page got wrong, in its text and its listing. */
import type { Mistake } from '../../contract/settings.ts'

export const mistakes: Mistake[] = [
  {
    says: 'A name must start with Global\\ or Local\\.',
    isSo: 'The prefix may be left out: then the name belongs to the session, as with Local\\.',
    calls: ['CreateFileMapping'],
  },
  {
    says: 'The local namespace is private to each user.',
    isSo: 'It belongs to a session: two sessions of one user do not share it.',
    calls: ['CreateFileMapping', 'OpenFileMapping'],
  },
  {
    says: 'The first parameter of OpenFileMapping gives the security attributes.',
    isSo: 'It is the access that is asked for. Security attributes are given by who creates.',
    calls: ['OpenFileMapping'],
  },
  {
    says: 'The offset into the shared memory is returned as the base address.',
    isSo: 'The address is chosen by the system, and shows the byte at the offset, which must be a multiple of 64 KB.',
    calls: ['MapViewOfFile'],
  },
  {
    says: 'The memory is named shared-memory, says the text.',
    isSo: 'The listing calls it sharedmemory. Two programs that disagree about a name share nothing.',
    calls: ['CreateFileMapping'],
  },
  {
    says: 'The command line of the child ends with a line feed.',
    isSo: 'It becomes part of the last argument: the child that looks for “Child” would not find it.',
    calls: ['CreateProcess'],
  },
  {
    says: 'The handles of the child’s process and thread are never closed.',
    isSo: 'CreateProcess returns two handles, and each keeps its object for as long as the parent lives.',
    preset: 'as-printed',
    mended: 'listing',
    calls: ['CreateProcess'],
  },
  {
    says: 'No result is looked at.',
    isSo: 'A child that is started by hand opens nothing, prints a null pointer and ends with 0, as if all were well.',
    calls: ['OpenFileMapping', 'MapViewOfFile'],
  },
  {
    says: 'Once the child has exited, the parent goes on.',
    isSo: 'Both stop at getchar, so that the parent waits for a key that is pressed in the child.',
    preset: 'as-printed',
    calls: ['getchar'],
  },
]
