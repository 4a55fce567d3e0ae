/** What the page got wrong, in its text and its listing. */
import type { Mistake } from '../../contract/settings.ts'

export const mistakes: Mistake[] = [
  {
    says: 'ERROR_ALREADY_EXISTS tells that the memory has been opened and initialised by another process.',
    isSo: 'It has been created, and no more: who comes second may read half of the data, or none.',
    preset: 'race',
    mended: 'mutex',
    calls: ['CreateFileMapping'],
  },
  {
    says: 'MapViewOfFile is printed with four arguments, and with three.',
    isSo: 'It has five; the zeros are lost. Read literally, 1024 is an offset: 1132 in its low half, 87 in its high half.',
    preset: 'as-printed',
    mended: 'penghao',
    calls: ['MapViewOfFile'],
  },
  {
    says: 'CreateFileMapping and ShellExecute are listed with four parameters.',
    isSo: 'Each has six.',
    calls: ['CreateFileMapping', 'ShellExecute'],
  },
  {
    says: 'if (strcmp(str, "Update") = 0)',
    isSo: 'A single = assigns, and to the result of a call that is no C: it does not compile.',
    calls: ['AfxMessageBox'],
  },
  {
    says: 'What OpenFileMapping returns is compared with NULL for the sake of a message box only.',
    isSo: 'The opener that comes too early goes on with a null pointer, and crashes when it compares.',
    preset: 'too-early',
    mended: 'too-early-mended',
    calls: ['OpenFileMapping', 'MapViewOfFile'],
  },
  {
    says: 'The program that writes neither unmaps its view nor closes its handle.',
    isSo: 'The memory stays for as long as it runs, which the listing needs: nothing else keeps it for the opener.',
    preset: 'penghao',
    calls: ['CreateFileMapping'],
  },
]
