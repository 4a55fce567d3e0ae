/** Opens the lecturer’s notes in a window of their own. */
import { desktop } from '../transport/electron.ts'
import { nameOfPage, notesHash } from './channel.ts'

export function openNotes() {
  const page = nameOfPage()
  const shell = desktop()
  if (shell) shell.tell({ type: 'notes', page })
  // The same window again, also from a page that has been loaded anew.
  else window.open(notesHash(page), `notes-${page}`, 'popup,width=760,height=820')
}
