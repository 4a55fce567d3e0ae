/** Sections of the page file, and their views. */
import type { Answer, KernelObjects, View } from '../../kernel-objects.ts'
import { address, hexadecimal } from '../../units.ts'
import { PAGE_READONLY, PAGE_READWRITE } from '../../winnt.ts'
import type { Invoke } from '../invoke.ts'
import { type Kernel32, MEM_COMMIT, MEMORY_BASIC_INFORMATION } from '../kernel32.ts'
import { queryView } from '../sections.ts'
import { done, madeOrFound, type Opened, refused } from './answers.ts'

export interface SectionParts {
  readonly kernel32: Kernel32
  readonly invoke: Invoke
  readonly opened: Opened
}

type SectionCalls = Pick<KernelObjects, 'createSection' | 'openSection' | 'map' | 'unmap' | 'flush'>

const HIGH = 2 ** 32
const high = (value: number) => Math.floor(value / HIGH)
const low = (value: number) => value % HIGH
const shown = (value: number) => (value === 0 ? '0' : hexadecimal(value))

/** What the page at the beginning of a view allows, of PAGE_*. */
const accesses = new Map<number, View['access']>([
  [PAGE_READONLY, 'read'],
  [PAGE_READWRITE, 'read-write'],
])

export function createSectionCalls({ kernel32, invoke, opened }: SectionParts): SectionCalls & { unmapAll(): void } {
  const views = new Set<number>()

  /** What was really mapped, as the memory manager tells it. */
  function viewAt(at: number): View {
    const size = queryView(kernel32, invoke, address(at))?.size ?? 0
    const information = Buffer.alloc(MEMORY_BASIC_INFORMATION.size)
    kernel32.VirtualQuery(at, information, information.length)
    const { state, allocationProtect } = MEMORY_BASIC_INFORMATION
    return {
      address: at,
      size,
      access: accesses.get(information.readUInt32LE(allocationProtect)) ?? 'none',
      committed: information.readUInt32LE(state) === MEM_COMMIT,
    }
  }

  return {
    createSection(file, protection, size, name) {
      let lastError = 0
      const created = invoke(
        'CreateFileMappingW',
        [file, null, hexadecimal(protection), high(size), low(size), name],
        () => kernel32.CreateFileMappingW(file, null, protection, high(size), low(size), name),
        {
          check: (value, code) => {
            lastError = code
            return madeOrFound(value, code)
          },
        },
      )
      return opened.made(created, lastError)
    },
    openSection: (access, inherit, name) =>
      opened.opened(
        invoke('OpenFileMappingW', [hexadecimal(access), inherit, name], () =>
          kernel32.OpenFileMappingW(access, Number(inherit), name),
        ),
      ),
    map(section, access, offset, size, at): Answer<View> {
      const mapped = invoke(
        'MapViewOfFileEx',
        [section, hexadecimal(access), high(offset), low(offset), size, at === 0 ? null : hexadecimal(at)],
        () => kernel32.MapViewOfFileEx(section, access, high(offset), low(offset), size, at),
        { show: shown },
      )
      if (mapped.error) return refused(mapped.error.code)
      views.add(mapped.value)
      return { ok: true, value: viewAt(mapped.value) }
    },
    unmap(at) {
      const base = queryView(kernel32, invoke, address(at))?.base ?? at
      const unmapped = invoke('UnmapViewOfFile', [hexadecimal(at)], () => kernel32.UnmapViewOfFile(at))
      if (unmapped.error) return refused(unmapped.error.code)
      views.delete(base)
      return { ok: true, value: { gone: null, evidence: null } }
    },
    flush: (at, size) =>
      done(invoke('FlushViewOfFile', [hexadecimal(at), size], () => kernel32.FlushViewOfFile(at, size))),
    unmapAll() {
      for (const view of views) invoke('UnmapViewOfFile', [hexadecimal(view)], () => kernel32.UnmapViewOfFile(view))
      views.clear()
    },
  }
}
