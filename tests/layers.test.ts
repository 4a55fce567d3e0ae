import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layerOf, layers, type SourceFile, wrongImports } from './layers.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Imports as examples. */
const SELF = 'tests/layers.test.ts'

/** Every source of the layered folders. */
function sources(): SourceFile[] {
  return ['electron', 'native-bridge', 'renderer', 'build', 'bench', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.split(sep).join('/')}`)
      .filter((path) => /\.(tsx?|mjs)$/.test(path) && path !== SELF)
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  )
}

test('every import goes down the layers', () => {
  const files = sources()
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap(wrongImports)).toEqual([])
})

test('every file belongs to a layer, and the layers below have no way back up', () => {
  expect(sources().filter(({ path }) => layerOf(path) === null)).toEqual([])
  const reach = (from: string): string[] => (layers[from]?.imports ?? []).flatMap((next) => [next, ...reach(next)])
  for (const name of Object.keys(layers)) expect([name, reach(name).includes(name)]).toEqual([name, false])
})

test.each([
  ['renderer/app.tsx', "import { createSession } from '../electron/supervisor/session.ts'"],
  ['renderer/app.tsx', "import '../electron/preload.ts'"],
  ['renderer/app.tsx', "import { readFileSync } from 'node:fs'"],
  ['renderer/app.tsx', "import { join } from 'path'"],
  ['renderer/model/layout.ts', "import { ipcRenderer } from 'electron'"],
  ['renderer/model/layout.ts', "import { useStore } from '../store.ts'"],
  ['renderer/vocabulary/os2.ts', "import { objectsAt } from '../model/objects.ts'"],
  ['renderer/strip.ts', "import { Strip } from './components/strip.tsx'"],
  ['renderer/vocabulary/os2.ts', "import { useState } from 'react'"],
  ['electron/contract/wire.ts', "import { WebSocket } from 'ws'"],
  ['electron/contract/wire.ts', "import type { Session } from '../supervisor/session.ts'"],
  ['electron/contract/wire.ts', "export { join } from 'node:path'"],
  ['electron/trace/order.ts', "import { readFileSync } from 'node:fs'"],
  ['electron/trace/order.ts', "import { createMerger } from '../supervisor/merger.ts'"],
  ['electron/hosts/browser/serve.ts', "import { app } from 'electron'"],
  ['electron/supervisor/run.ts', "const { app } = await import('electron')"],
  ['electron/supervisor/run.ts', "import { serve } from '../hosts/browser/serve.ts'"],
  ['electron/supervisor/run.ts', "import koffi from 'koffi'"],
  ['electron/participant/thread.ts', "import { startRun } from '../supervisor/run.ts'"],
  ['electron/participant/thread.ts', "import { createLinuxNative } from '../../native-bridge/linux/index.ts'"],
  ['electron/scenarios/request-reply.ts', "import { createGate } from '../participant/gate.ts'"],
  ['electron/scenarios/request-reply/exchange.ts', "import { structure } from '../../../native-bridge/structure.ts'"],
  ['electron/scenarios/request-reply/exchange.ts', "import { WM_ACK } from './messages.ts'"],
  ['native-bridge/os2/memory.ts', "import { sections } from '../linux/sections.ts'"],
  ['native-bridge/os2/memory.ts', "import type { TraceRecord } from '../../electron/contract/trace.ts'"],
  ['native-bridge/native.ts', "import koffi from 'koffi'"],
  ['native-bridge/native.ts', "import { createWin32Native } from './win32/index.ts'"],
  ['native-bridge/linux/index.ts', "import { createWin32Native } from '../win32/index.ts'"],
  ['native-bridge/win32/index.ts', "import { DosFreeMem } from '../os2/memory.ts'"],
  ['native-bridge/linux/libc.ts', "const koffi = require('electron')"],
  ['native-bridge/linux/libc.ts', "import koffi from 'koffi'"],
  ['electron/hosts/shell/menu.ts', "import koffi from 'koffi'"],
  ['electron/hosts/browser/browser-host.ts', "import { setupMenu } from '../shell/menu.ts'"],
  ['build/start/start.mjs', "import { startRun } from '../../electron/supervisor/run.ts'"],
  ['bench/bench.mjs', "import { createNative } from '../native-bridge/recommended.ts'"],
  ['tests/soak/kills.mjs', "import { run } from '../support/cli.ts'"],
  ['tests/support/cli.ts', "import { records } from '../request-reply.test.ts'"],
  ['electron/hosts/browser/serve.ts', "import data from '../../../tests/data.ts'"],
])('in %s, %s is caught', (path, text) => {
  expect(wrongImports({ path, text })).toHaveLength(1)
})

test.each([
  ['electron/hosts/shell/menu.ts', "import { Menu } from 'electron'"],
  ['electron/preload.ts', "import { CALL_CHANNEL } from './contract/channels.ts'"],
  ['native-bridge/recommended.ts', "import { createLinuxNative } from './linux/index.ts'"],
  ['native-bridge/native.test.ts', "import { createLinuxNative } from './linux/index.ts'"],
  ['native-bridge/koffi.ts', "import koffi from 'koffi'"],
  ['native-bridge/linux/libc.ts', "import { koffi } from '../koffi.ts'"],
])('in %s, %s is allowed', (path, text) => {
  expect(wrongImports({ path, text })).toEqual([])
})
