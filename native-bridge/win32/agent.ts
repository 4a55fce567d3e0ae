/** The memory agent: maps into its own process what others give to it. */
import type { MemoryAgent } from '../native.ts'
import { type Address, address, now, type ProcessId } from '../units.ts'
import { createCallAgent } from './agent-client.ts'
import { failure, winerror } from './errors.ts'
import { ANSWER, GIFT, GIFT_KIND, pipeName, STOP_KIND } from './gift-protocol.ts'
import { type Invoke, minusOneFails } from './invoke.ts'
import {
  FILE_FLAG_FIRST_PIPE_INSTANCE,
  type Kernel32,
  PIPE_ACCESS_DUPLEX,
  PIPE_READMODE_MESSAGE,
  PIPE_REJECT_REMOTE_CLIENTS,
  PIPE_TYPE_MESSAGE,
} from './kernel32.ts'
import { mapView, protectPages, queryView, unmapView } from './sections.ts'
import { privateSecurity } from './security.ts'

/** How long the one that stops an agent waits for it while it is busy with others, in milliseconds. */
const STOP_TIMEOUT = 500

type Adopt = Parameters<MemoryAgent['serve']>[0]

/** How often an address must be found taken, by something else than the gift, until it is. */
const ATTEMPTS = 20
const PAGE = 4096
const inPages = (size: number) => Math.ceil(size / PAGE)

const unlimited = { protectError: 0, protectStart: 0, protectEnd: 0 }
const nothingDone = { mapError: 0, mapStart: 0, mapEnd: 0, held: 0, ...unlimited }

export interface AgentParts {
  readonly kernel32: Kernel32
  readonly invoke: Invoke
  readonly self: ProcessId
}

export function createAgent({ kernel32, invoke, self }: AgentParts): MemoryAgent {
  const callAgent = createCallAgent(kernel32, invoke)
  const name = pipeName(self)
  const transferred = Buffer.alloc(4)
  let pipe: number | null = null

  /**
   * Whether this process has the section mapped already. The kernel does not compare a view with a handle: a view
   * of a section of that size which begins at the address that is the section's own is taken for it.
   */
  function holds(at: Address, size: number): boolean {
    const view = queryView(kernel32, invoke, at)
    return view?.base === at && inPages(view.size) === inPages(size)
  }

  function createPipe() {
    const open = PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE
    const mode = PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_REJECT_REMOTE_CLIENTS
    return invoke(
      'CreateNamedPipeW',
      [
        name,
        'PIPE_ACCESS_DUPLEX|FILE_FLAG_FIRST_PIPE_INSTANCE',
        'message',
        1,
        ANSWER.size,
        GIFT.size,
        0,
        'this user only',
      ],
      () => kernel32.CreateNamedPipeW(name, open, mode, 1, ANSWER.size, GIFT.size, 0, privateSecurity()),
      { check: minusOneFails },
    )
  }

  /** One message of a client that has connected; null when it is none of the protocol's, or the client has gone. */
  function readGift(from: number) {
    const buffer = Buffer.alloc(GIFT.size)
    // A longer one fails with ERROR_MORE_DATA.
    const { error } = invoke('ReadFile', [from, 'gift or stop', GIFT.size], () =>
      kernel32.ReadFile(from, buffer, GIFT.size, transferred, null),
    )
    return error || transferred.readUInt32LE() !== GIFT.size ? null : GIFT.read(buffer)
  }

  /**
   * Maps the section, unless the process has it already. Its program may free it, or get it, between two looks: so the
   * address is taken by something else only when neither can be found true again and again.
   */
  function map({ handle, size }: ReturnType<typeof GIFT.read>, at: Address) {
    for (let attempt = 1; ; attempt += 1) {
      const mapStart = now()
      const { error } = mapView(kernel32, invoke, handle, at)
      const mapped = { mapError: error?.code ?? 0, mapStart, mapEnd: now() }
      if (error?.code !== winerror.ERROR_INVALID_ADDRESS) return { ...mapped, held: false }
      if (holds(at, size)) return { ...mapped, held: true }
      if (attempt === ATTEMPTS) return { ...mapped, held: false }
    }
  }

  /** Takes the right to write away; without that the process does not keep the view. */
  function limit(at: Address, size: number) {
    const protectStart = now()
    const error = protectPages(kernel32, invoke, at, size, 'read')
    const protectEnd = now()
    if (error) unmapView(kernel32, invoke, at)
    return { protectError: error?.code ?? 0, protectStart, protectEnd }
  }

  /** Maps the gift and has it adopted; the answer to its giver. */
  function accept(gift: ReturnType<typeof GIFT.read>, adopt: Adopt) {
    const at = address(gift.address)
    const access = gift.readOnly === 1 ? 'read' : 'read-write'
    const { held, ...mapped } = map(gift, at)
    // The kernel's own word: what a message said of its size might be anything.
    const size = mapped.mapError === 0 ? (queryView(kernel32, invoke, at)?.size ?? 0) : gift.size
    const limited = access === 'read' && mapped.mapError === 0 ? limit(at, size) : unlimited
    if (held || (mapped.mapError === 0 && limited.protectError === 0)) {
      adopt({ mapping: { address: at, size, access, token: gift.handle }, tag: gift.tag, held })
    }
    return { ...mapped, ...limited, held: held ? 1 : 0 }
  }

  function answer(to: number, values: Parameters<typeof ANSWER.write>[1]) {
    const buffer = Buffer.alloc(ANSWER.size)
    ANSWER.write(buffer, values)
    invoke('WriteFile', [to, 'answer', ANSWER.size], () =>
      kernel32.WriteFile(to, buffer, ANSWER.size, transferred, null),
    )
    // Returns once the client has read it: what is unread is lost when the pipe is disconnected.
    invoke('FlushFileBuffers', [to], () => kernel32.FlushFileBuffers(to))
  }

  /** Answers one client; false when it was the one that stops the agent. */
  function serveClient(from: number, adopt: Adopt): boolean {
    const gift = readGift(from)
    if (gift?.kind === GIFT_KIND) answer(from, accept(gift, adopt))
    if (gift?.kind !== STOP_KIND) return true
    answer(from, nothingDone)
    return false
  }

  /** False when the pipe can serve nobody any more. ERROR_NO_DATA: the client came and has gone already. */
  function waitForClient(at: number): boolean {
    const { error } = invoke('ConnectNamedPipe', [at], () => kernel32.ConnectNamedPipe(at, null), {
      check: (value, code) => (value !== 0 || code === winerror.ERROR_PIPE_CONNECTED ? 0 : code),
    })
    return !error || error.code === winerror.ERROR_NO_DATA
  }

  return {
    listen() {
      const { value, error } = createPipe()
      // ERROR_ACCESS_DENIED is how FILE_FLAG_FIRST_PIPE_INSTANCE tells that there is one.
      const taken = error?.code === winerror.ERROR_ACCESS_DENIED || error?.code === winerror.ERROR_PIPE_BUSY
      if (error) return failure(error, taken ? 'exists' : undefined)
      pipe = value
      return { ok: true, value: undefined }
    },
    serve(adopt, ending = () => false) {
      if (pipe === null) return
      const handle = pipe
      let serving = true
      while (serving && !ending() && waitForClient(handle)) {
        serving = serveClient(handle, adopt)
        invoke('DisconnectNamedPipe', [handle], () => kernel32.DisconnectNamedPipe(handle))
      }
      invoke('CloseHandle', [handle], () => kernel32.CloseHandle(handle))
      pipe = null
    },
    stop(pid) {
      const question = Buffer.alloc(GIFT.size)
      GIFT.write(question, { kind: STOP_KIND, address: 0, size: 0, handle: 0, readOnly: 0, tag: 0 })
      callAgent(pid, 'stop', question, Buffer.alloc(ANSWER.size), STOP_TIMEOUT)
    },
  }
}
