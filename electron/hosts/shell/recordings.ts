/** Recordings on the disk: chosen in a box, handed over by the system, or opened again; and those that are saved. */
import { constants } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { app, dialog, type FileFilter, session } from 'electron'
import type { DesktopMessage } from '../../contract/desktop.ts'
import { mainWindow } from './main-window.ts'
import { isOwn, PARTITION } from './scheme.ts'
import { MOST_RECENT, type SettingsFile } from './settings.ts'

const RECORDINGS: FileFilter = { name: 'Recordings of Sharemem', extensions: ['sharemem', 'jsonl'] }
const ALL: FileFilter = { name: 'All files', extensions: ['*'] }

export interface RecordingsOptions {
  readonly settings: SettingsFile
  readonly tell: (message: DesktopMessage) => void
  /** The list of recent ones is another. */
  readonly changed: () => void
}

export interface Recordings {
  /** Shows the page what a file holds, or says why it cannot. */
  open(path: string): Promise<void>
  /** Lets the person choose one. */
  choose(): Promise<void>
  forgetRecent(): void
}

/** As a sentence; `code` is Node's. */
function whyNot(name: string, { code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `${name} is not there any more.`
  if (code === 'EACCES' || code === 'EPERM') return `${name} may not be read by you.`
  return `${name} cannot be read (${code ?? 'unknown'}).`
}

async function messageOf(path: string): Promise<DesktopMessage> {
  const name = basename(path)
  try {
    const { size } = await stat(path)
    // A text can have no more characters.
    if (size > constants.MAX_STRING_LENGTH) return { type: 'problem', text: `${name} is too large for a recording.` }
    return { type: 'recording', name, text: await readFile(path, 'utf8') }
  } catch (error) {
    return { type: 'problem', text: whyNot(name, error as NodeJS.ErrnoException) }
  }
}

export function createRecordings({ settings, tell, changed }: RecordingsOptions): Recordings {
  function setRecent(recent: readonly string[]) {
    settings.change({ recent: recent.slice(0, MOST_RECENT) })
    changed()
  }
  const withoutIt = (path: string) => settings.current.recent.filter((other) => other !== path)

  async function open(path: string) {
    const message = await messageOf(path)
    if (message.type === 'recording') {
      setRecent([path, ...withoutIt(path)])
      app.addRecentDocument(path)
    } else {
      setRecent(withoutIt(path))
    }
    tell(message)
  }
  return {
    open,
    async choose() {
      const window = mainWindow()
      const options = {
        title: 'Open a recording',
        filters: [RECORDINGS, ALL],
        properties: ['openFile' as const],
      }
      const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      if (filePaths[0] !== undefined) await open(filePaths[0])
    },
    forgetRecent() {
      setRecent([])
      app.clearRecentDocuments()
    },
  }
}

/** What the page saves goes where a person says; nothing else is ever loaded down. */
export function setupSaving(): void {
  session.fromPartition(PARTITION).on('will-download', (event, item) => {
    const address = item.getURL()
    if (!address.startsWith('blob:') || !isOwn(address.slice('blob:'.length))) return event.preventDefault()
    const name = item.getFilename()
    const isRecording = name.endsWith('.sharemem')
    item.setSaveDialogOptions({
      title: isRecording ? 'Save the recording' : 'Save',
      defaultPath: name,
      filters: [isRecording ? RECORDINGS : { name: 'Chrome Trace Event JSON', extensions: ['json'] }, ALL],
    })
  })
}
