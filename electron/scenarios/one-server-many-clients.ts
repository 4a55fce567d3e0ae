/**
 * "Interprocess Communication using Shared Memory", CodeProject, 13 Dec 1999: one server and many clients. One structure
 * in a file mapping carries request and reply, the event Exec says that there is a request, Done that there is a reply,
 * and a mutex lets one client ask at a time.
 */
import { type Handle, handle } from '../../native-bridge/kernel-objects.ts'
import { ERROR_ALREADY_EXISTS } from '../../native-bridge/winapi/errors.ts'
import * as flags from '../../native-bridge/winapi/flags.ts'
import { readExchange, replyTo, SIZE, writeReply, writeRequest } from './one-server-many-clients/layout.ts'
import { DONE, EXEC, FREE, SERVER, SHARED_MEM, SHUTDOWN } from './one-server-many-clients/names.ts'
import { clientVerdict, noServer, served, type Tally } from './one-server-many-clients/verdicts.ts'
import type { ScenarioProcess, Verdict } from './process.ts'
import { failed } from './win32-failure.ts'

const { FILE_MAP_WRITE, INVALID_HANDLE_VALUE, PAGE_READWRITE, SYNCHRONIZE } = flags
const { INFINITE, WAIT_ABANDONED_0, WAIT_OBJECT_0, WAIT_TIMEOUT } = flags

const NULL = handle(0)

export function client(process: ScenarioProcess): Verdict | undefined {
  const { winapi, views, crt, settings, argv } = process
  const [id = 'client'] = argv
  const isMended = settings.version === 'mended'

  let m_hMap = connect(process)
  if (m_hMap === 0) {
    crt.AfxMessageBox('Server is not running')
    m_hMap = connect(process)
  }
  if (m_hMap === 0) return noServer(id, isMended && !isServerRunning(process) ? SERVER : SHARED_MEM)
  const pStructure = winapi.MapViewOfFile(m_hMap, FILE_MAP_WRITE, 0, 0, 0)
  const m_hFree = winapi.CreateMutex(null, false, FREE)
  const m_hExec = winapi.CreateEvent(null, false, false, EXEC)
  const m_hDone = winapi.CreateEvent(null, false, false, DONE)
  const pid = winapi.GetCurrentProcessId()

  const tally: Tally = { answered: 0, wrong: 0, timedOut: 0, skipped: 0 }
  const begin = performance.now()
  for (let request = 1; request <= Number(settings.requests); request += 1) {
    const waited = winapi.WaitForSingleObject(m_hFree, INFINITE)
    // Who gets an abandoned mutex owns it. Read literally, it is not free, and is never released.
    const isFree = waited === WAIT_OBJECT_0 || (isMended && waited === WAIT_ABANDONED_0)
    if (isMended && !isFree) return failed(id, 'WaitForSingleObject', winapi.GetLastError())
    if (!isFree) {
      crt.printf('The server is not free\n')
      tally.skipped += 1
      continue
    }
    // Signals of an exchange that nobody has finished would be taken for those of this one.
    if (isMended) winapi.ResetEvent(m_hDone)
    if (isMended && waited === WAIT_ABANDONED_0) winapi.ResetEvent(m_hExec)

    const question = `${id}, request ${request}`
    const sequence = writeRequest(views, pStructure, pid, question)
    winapi.SetEvent(m_hExec)
    const reply = waitForReply(process, m_hDone, pStructure, { pid, sequence })
    // What nobody waits for is not to be answered by the next server.
    if (isMended && reply === null) winapi.ResetEvent(m_hExec)
    winapi.ReleaseMutex(m_hFree)

    if (reply === null) {
      tally.timedOut += 1
      crt.AfxMessageBox('Timeout waiting for the server')
      if (isMended && !isServerRunning(process)) break
    } else {
      tally[reply === replyTo(question) ? 'answered' : 'wrong'] += 1
      crt.printf(`${reply}\n`)
    }
  }
  const milliseconds = performance.now() - begin
  crt.printf(`${tally.answered} of ${settings.requests} answered in ${milliseconds.toFixed(1)} ms\n`)

  // Until its window is closed it keeps all of this open.
  crt.getchar()
  winapi.UnmapViewOfFile(pStructure)
  for (const handle of [m_hDone, m_hExec, m_hFree, m_hMap]) winapi.CloseHandle(handle)
  return clientVerdict(id, tally, Number(settings.timeout))
}

/** The mapping, or NULL where the server is not running. */
function connect(process: ScenarioProcess): Handle {
  const { winapi, settings } = process
  // That the mapping is there says that somebody has it open: other clients, perhaps, and no server.
  if (settings.version === 'mended' && !isServerRunning(process)) return NULL
  return winapi.OpenFileMapping(FILE_MAP_WRITE, false, SHARED_MEM)
}

/** Nobody but the server keeps its mutex open. */
function isServerRunning({ winapi }: ScenarioProcess): boolean {
  const hServer = winapi.OpenMutex(SYNCHRONIZE, false, SERVER)
  if (hServer !== 0) winapi.CloseHandle(hServer)
  return hServer !== 0
}

/** Null when there is none within the timeout. Mended, the reply to another request is passed over. */
function waitForReply(
  { winapi, views, settings }: ScenarioProcess,
  m_hDone: Handle,
  pStructure: number,
  own: { pid: number; sequence: number },
): string | null {
  while (winapi.WaitForSingleObject(m_hDone, Number(settings.timeout)) === WAIT_OBJECT_0) {
    const { client, answered, reply } = readExchange(views, pStructure)
    const isOwn = answered === own.sequence && client === own.pid
    if (settings.version === 'original' || isOwn) return reply
  }
  return null
}

export function server(process: ScenarioProcess): Verdict | undefined {
  const { winapi, views, crt, settings, argv } = process
  /** After so many answers it is closed. */
  const last = Number(argv[0] ?? Number.POSITIVE_INFINITY)

  // Multiple instances of the server must be prevented. The mutex of one that was killed is handed on as abandoned.
  const hServer = winapi.CreateMutex(null, false, SERVER)
  if (winapi.WaitForSingleObject(hServer, 0) === WAIT_TIMEOUT) {
    crt.printf('A server is running already\n')
    winapi.CloseHandle(hServer)
    return
  }
  const m_hMap = winapi.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SIZE, SHARED_MEM)
  const code = winapi.GetLastError()
  if (m_hMap === 0) return failed('server', 'CreateFileMapping', code)
  if (code === ERROR_ALREADY_EXISTS) crt.printf('A server before was ended while clients are running\n')
  const pStructure = winapi.MapViewOfFile(m_hMap, FILE_MAP_WRITE, 0, 0, 0)
  const m_hExec = winapi.CreateEvent(null, false, false, EXEC)
  const isMended = settings.version === 'mended'
  if (isMended && m_hExec === 0) return failed('server', 'CreateEvent', winapi.GetLastError())
  const m_hDone = winapi.CreateEvent(null, false, false, DONE)
  if (isMended && m_hDone === 0) return failed('server', 'CreateEvent', winapi.GetLastError())
  const pid = winapi.GetCurrentProcessId()
  const hShutdown = winapi.CreateEvent(null, true, false, `${SHUTDOWN}.${pid}`)

  const counts = new Map<number, number>()
  let answered = 0
  while (answered < last && waitForRequest(process, m_hExec, hShutdown, answered)) {
    const { client, sequence, request } = readExchange(views, pStructure)
    answered += 1
    const workAt = Number(settings['work-at'])
    if (Number(settings.work) > 0 && (workAt === 0 || workAt === answered)) winapi.Sleep(Number(settings.work))
    writeReply(views, pStructure, pid, sequence, replyTo(request))
    winapi.SetEvent(m_hDone)
    counts.set(client, (counts.get(client) ?? 0) + 1)
  }

  winapi.UnmapViewOfFile(pStructure)
  for (const handle of [hShutdown, m_hDone, m_hExec, m_hMap]) winapi.CloseHandle(handle)
  winapi.ReleaseMutex(hServer)
  winapi.CloseHandle(hServer)
  crt.printf(`Answered ${answered}\n`)
  return served(counts)
}

/** False when the server is closed. The sample looks again and again, from a timer; better is one wait for both. */
function waitForRequest(
  { winapi, settings }: ScenarioProcess,
  m_hExec: Handle,
  hShutdown: Handle,
  answered: number,
): boolean {
  if (settings.version === 'mended') {
    return winapi.WaitForMultipleObjects(2, [m_hExec, hShutdown], false, INFINITE) === WAIT_OBJECT_0
  }
  const isClosedBeforeNextTick = () => winapi.WaitForSingleObject(hShutdown, Number(settings.poll)) !== WAIT_TIMEOUT
  let isClosed = answered > 0 && isClosedBeforeNextTick()
  while (!isClosed) {
    if (winapi.WaitForSingleObject(m_hExec, 0) === WAIT_OBJECT_0) return true
    isClosed = isClosedBeforeNextTick()
  }
  return false
}
