/**
 * The second part of "Shared Memory" on www.cpp-blog.com: a client starts a server, which searches a folder and hands
 * over what it finds, record by record, through memory that has room for one. Two events say whose turn it is.
 */

import { FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT } from '../../native-bridge/find-data.ts'
import { type Handle, handle } from '../../native-bridge/kernel-objects.ts'
import { ERROR_ALREADY_EXISTS, ERROR_FILE_NOT_FOUND } from '../../native-bridge/winapi/errors.ts'
import { findData, readFindData } from '../../native-bridge/winapi/files.ts'
import * as flags from '../../native-bridge/winapi/flags.ts'
import { SHELL_EXECUTE_INFO_SIZE, shellExecuteInfo } from '../../native-bridge/winapi/shell.ts'
import { namesIn } from './file-search/names.ts'
import { extended, inFolder, pathArray, SEPARATOR, wcscat, wcscpy } from './file-search/paths.ts'
import { putRecord, renamed, SIZE, takeRecord } from './file-search/record.ts'
import * as verdicts from './file-search/verdicts.ts'
import type { ScenarioProcess, Verdict } from './process.ts'
import { failed } from './win32-failure.ts'

const { EVENT_MODIFY_STATE, FILE_MAP_ALL_ACCESS, INVALID_HANDLE_VALUE, PAGE_READWRITE, SYNCHRONIZE } = flags
const { INFINITE, SEE_MASK_NOCLOSEPROCESS, SW_SHOW, WAIT_ABANDONED_0, WAIT_OBJECT_0, WRITE_OWNER } = flags

const NULL = handle(0)

export function client(process: ScenarioProcess): Verdict | undefined {
  const { winapi, views, crt, settings, unstarted } = process
  const isMended = settings.version === 'mended'
  const names = namesIn(settings)

  const hServerNewDataEvent = winapi.CreateEvent(null, false, false, names.newData)
  if (isMended && hServerNewDataEvent === 0) return failed('client', 'CreateEvent', winapi.GetLastError())
  const hClientReadFinish = winapi.CreateEvent(null, false, true, names.readFinish)
  if (isMended && hClientReadFinish === 0) return failed('client', 'CreateEvent', winapi.GetLastError())
  const hLockMutex = winapi.CreateMutex(null, true, names.lockMutex)
  if (isMended && winapi.GetLastError() === ERROR_ALREADY_EXISTS) {
    // Then it does not own it, and another client would take its records.
    crt.wprintf('A client is running already\n')
    return failed('client', 'CreateMutex', ERROR_ALREADY_EXISTS)
  }
  if (hServerNewDataEvent === 0 || hClientReadFinish === 0 || hLockMutex === 0) {
    crt.wprintf('Can not get sync handles!\n')
    return failed('client', 'CreateEvent or CreateMutex', winapi.GetLastError())
  }
  const hCancel = isMended ? winapi.CreateEvent(null, true, false, names.cancel) : NULL
  const hFile = winapi.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SIZE, names.record)
  if (hFile === 0) {
    crt.wprintf('CreateFileMapping Failed!')
    return failed('client', 'CreateFileMapping', winapi.GetLastError())
  }
  const buff = winapi.MapViewOfFile(hFile, FILE_MAP_ALL_ACCESS, 0, 0, SIZE)
  if (buff === 0) {
    crt.wprintf('MapViewOfFile Failed!\n')
    return failed('client', 'MapViewOfFile', winapi.GetLastError())
  }

  // Start another process. The original asks for no handle of it, and cannot notice its end.
  const sii = shellExecuteInfo()
  sii.cbSize = SHELL_EXECUTE_INFO_SIZE
  if (isMended) sii.fMask = SEE_MASK_NOCLOSEPROCESS
  sii.lpVerb = 'open'
  sii.nShow = SW_SHOW
  sii.lpFile = 'server'

  // Allow the server to write to the memory. (The event has been set since its creation: set twice, it is set.)
  winapi.SetEvent(hClientReadFinish)
  winapi.ReleaseMutex(hLockMutex)
  let verdict: Verdict | undefined
  let taken = 0
  // A server that somebody else starts is not the client's to start, and it has no handle of it.
  if (unstarted.includes('server') || winapi.ShellExecuteEx(sii)) {
    let bRun = true
    while (bRun) {
      if (!hasNewData(process, hServerNewDataEvent, sii.hProcess)) {
        if (isMended) verdict = verdicts.serverHasEnded(taken)
        break
      }
      if (!isOwned(process, winapi.WaitForSingleObject(hLockMutex, INFINITE))) break
      const cFileName = takeRecord(views, buff)
      if (cFileName === '') bRun = false
      else {
        taken += 1
        crt.wprintf(`File found : ${cFileName}\n`)
        const delayAt = Number(settings['delay-at'])
        if (Number(settings.delay) > 0 && (delayAt === 0 || delayAt === taken)) winapi.Sleep(Number(settings.delay))
      }
      winapi.ReleaseMutex(hLockMutex)
      // A key cancels. The original can only be ended, and its server waits for it in vain.
      if (isMended && bRun && crt._kbhit() !== 0) {
        winapi.SetEvent(hCancel)
        if (sii.hProcess !== 0) winapi.WaitForSingleObject(sii.hProcess, INFINITE)
        verdict = verdicts.cancelled(taken)
        break
      }
      winapi.SetEvent(hClientReadFinish)
    }
    crt.wprintf(verdict ? `${verdict.text}\n` : 'Done.\n')
  } else {
    crt.wprintf("Can't start Server\n")
    verdict = failed('client', 'ShellExecuteEx', ERROR_FILE_NOT_FOUND)
  }

  winapi.UnmapViewOfFile(buff)
  for (const handle of [hFile, hClientReadFinish, hServerNewDataEvent, hLockMutex]) winapi.CloseHandle(handle)
  for (const handle of [hCancel, sii.hProcess]) if (handle !== 0) winapi.CloseHandle(handle)
  return verdict
}

/** Whether there is a record to be taken. Mended, the end of a server that it has started is waited for as well. */
function hasNewData({ winapi, settings }: ScenarioProcess, hNewData: Handle, hServer: Handle): boolean {
  if (settings.version === 'original' || hServer === 0)
    return winapi.WaitForSingleObject(hNewData, INFINITE) === WAIT_OBJECT_0
  return winapi.WaitForMultipleObjects(2, [hNewData, hServer], false, INFINITE) === WAIT_OBJECT_0
}

/** Who gets an abandoned mutex owns it. The original takes that for a failure, and never releases it. */
const isOwned = ({ settings }: ScenarioProcess, waited: number) =>
  waited === WAIT_OBJECT_0 || (settings.version === 'mended' && waited === WAIT_ABANDONED_0)

export function server(process: ScenarioProcess): Verdict {
  const { winapi, crt, settings } = process
  const isMended = settings.version === 'mended'
  const names = namesIn(settings)
  crt.wprintf('hallo from server\n')

  const g_hServerNewDataEvent = winapi.OpenEvent(EVENT_MODIFY_STATE, false, names.newData)
  const g_hClientReadFinish = winapi.OpenEvent(SYNCHRONIZE, false, names.readFinish)
  const g_hLockMutex = winapi.OpenMutex(WRITE_OWNER | SYNCHRONIZE, false, names.lockMutex)
  if (g_hServerNewDataEvent === 0 || g_hClientReadFinish === 0 || g_hLockMutex === 0) {
    crt.wprintf('Can not get sync handles!\n')
    return failed('server', 'OpenEvent or OpenMutex', winapi.GetLastError())
  }
  // A client of somebody else's may have none: then nobody can cancel.
  const hCancel = isMended ? winapi.OpenEvent(SYNCHRONIZE, false, names.cancel) : NULL
  const hFile = winapi.OpenFileMapping(FILE_MAP_ALL_ACCESS, false, names.record)
  if (hFile === 0) {
    crt.wprintf('OpenFileMapping Failed!')
    return failed('server', 'OpenFileMapping', winapi.GetLastError())
  }
  const g_buff = winapi.MapViewOfFile(hFile, FILE_MAP_ALL_ACCESS, 0, 0, SIZE)
  if (g_buff === 0) {
    crt.wprintf('MapViewOfFile Failed!\n')
    return failed('server', 'MapViewOfFile', winapi.GetLastError())
  }

  const tally = verdicts.noTally()
  const handles = { g_hServerNewDataEvent, g_hClientReadFinish, g_hLockMutex, hCancel }
  const server: Server = { ...process, ...handles, g_buff, tally, why: undefined }
  const bOk = isMended
    ? FindFileMended(server, '', FileFoundCallback)
    : FindFile(server, inFolder(String(settings.folder)), FileFoundCallback)
  if (bOk) {
    // Send one empty “data” to inform that we are done. The original does not ask whether that could be sent.
    const isSent = FileFoundCallback(server, findData())
    if (server.why?.name === 'timeout') server.why = verdicts.markerLost(tally, Number(settings.timeout))
    // Wait for the last client read.
    if (isSent || !isMended) winapi.WaitForSingleObject(g_hClientReadFinish, Number(settings.timeout))
  }

  winapi.UnmapViewOfFile(g_buff)
  for (const handle of [hFile, g_hServerNewDataEvent, g_hClientReadFinish, g_hLockMutex]) winapi.CloseHandle(handle)
  if (hCancel !== 0) winapi.CloseHandle(hCancel)
  const verdict = server.why ?? verdicts.allSent(tally)
  crt.wprintf(isMended ? `${verdict.text}\n` : 'server done\n')
  return verdict
}

/** What is global in the server's listing. */
interface Server extends ScenarioProcess {
  readonly g_hServerNewDataEvent: Handle
  readonly g_hClientReadFinish: Handle
  readonly g_hLockMutex: Handle
  readonly g_buff: number
  readonly hCancel: Handle
  readonly tally: verdicts.Tally
  /** Why the search was broken off. */
  why: Verdict | undefined
}

function FileFoundCallback(server: Server, data: Buffer): boolean {
  const { winapi, views, tally } = server
  if (!mayWrite(server)) return false // break operation
  if (!isOwned(server, winapi.WaitForSingleObject(server.g_hLockMutex, INFINITE))) return false
  // Here we own the mutex, and we can copy our data to the shared memory.
  putRecord(views, server.g_buff, data)
  winapi.ReleaseMutex(server.g_hLockMutex)
  winapi.SetEvent(server.g_hServerNewDataEvent)
  if (readFindData(data).name !== '') tally.sent += 1
  return true
}

/** Whether the client has taken the record before. Mended, it may tell instead that the person has cancelled. */
function mayWrite(server: Server): boolean {
  const { winapi, settings, tally, g_hClientReadFinish, hCancel } = server
  const timeout = Number(settings.timeout)
  const waited =
    hCancel === 0
      ? winapi.WaitForSingleObject(g_hClientReadFinish, timeout)
      : winapi.WaitForMultipleObjects(2, [g_hClientReadFinish, hCancel], false, timeout)
  if (waited === WAIT_OBJECT_0) return true
  server.why = waited === WAIT_OBJECT_0 + 1 ? verdicts.told(tally) : verdicts.gaveUp(tally, timeout)
  return false
}

type CallbackFnct = (server: Server, data: Buffer) => boolean

/** As the listing has it: links are followed, bare names are sent, and what cannot be read is passed by. */
function FindFile(server: Server, strSearch: string, fnct: CallbackFnct): boolean {
  const { winapi, tally } = server
  const data = findData()
  const strFullSearch = pathArray()
  wcscpy(strFullSearch, strSearch)
  wcscat(strFullSearch, '*.*')
  let bRun = true
  const hFind = winapi.FindFirstFile(strFullSearch.text, data)
  if (hFind === INVALID_HANDLE_VALUE) return bRun
  tally.folders += 1
  do {
    const { name: cFileName, attributes: dwFileAttributes } = readFindData(data)
    if (cFileName === '..' || cFileName === '.') continue
    if (dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
      // recursion
      const strFullSearch = pathArray()
      wcscpy(strFullSearch, strSearch)
      wcscat(strFullSearch, cFileName)
      wcscat(strFullSearch, SEPARATOR)
      bRun = FindFile(server, strFullSearch.text, fnct)
    } else bRun = fnct(server, data)
  } while (bRun && winapi.FindNextFile(hFind, data))
  winapi.FindClose(hFind)
  return bRun
}

/** Mended: `path` leads from the folder that is searched to the one that is entered, and is sent before each name. */
function FindFileMended(server: Server, path: string, fnct: CallbackFnct): boolean {
  const { winapi, crt, settings, tally } = server
  const data = findData()
  const folder = `${inFolder(String(settings.folder))}${path}`
  let bRun = true
  const hFind = winapi.FindFirstFile(`${extended(folder)}*`, data)
  if (hFind === INVALID_HANDLE_VALUE) {
    // There may be nothing in it; all else is told.
    const code = winapi.GetLastError()
    if (code !== ERROR_FILE_NOT_FOUND) {
      tally.unreadable += 1
      crt.wprintf(`Can't read (${code}) : ${folder}\n`)
    }
    return bRun
  }
  tally.folders += 1
  do {
    const { name: cFileName, attributes: dwFileAttributes } = readFindData(data)
    if (cFileName === '..' || cFileName === '.') continue
    const isLink = (dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) !== 0
    if (dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY && isLink) {
      // It may lead back to where it stands.
      tally.links += 1
      crt.wprintf(`Link not followed : ${path}${cFileName}\n`)
    } else if (dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
      bRun = FindFileMended(server, `${path}${cFileName}${SEPARATOR}`, fnct)
    } else {
      const record = renamed(data, `${path}${cFileName}`)
      if (record) bRun = fnct(server, record)
      else {
        tally.tooLong += 1
        crt.wprintf(`Too long for a record : ${path}${cFileName}\n`)
      }
    }
  } while (bRun && winapi.FindNextFile(hFind, data))
  winapi.FindClose(hFind)
  return bRun
}
