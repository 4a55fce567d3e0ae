/** Which part of the project may import which: the layers as data, and the check of one file against them. */
import { builtinModules } from 'node:module'
import { posix } from 'node:path'

export interface SourceFile {
  /** Relative to the project's root, with slashes. */
  readonly path: string
  readonly text: string
}

interface Layer {
  /** Folders, or files by their full path, `*` for any folder; the longest one that fits a file says where it belongs. */
  readonly places: readonly string[]
  /** The other layers it may import from. */
  readonly imports: readonly string[]
  /** The packages it may import, `zod` for `zod/mini` as well. */
  readonly packages: readonly string[]
  /** Whether Node's own modules exist there. */
  readonly node: boolean
}

const BELOW_HOSTS = [
  'contract',
  'packed',
  'trace',
  'supervisor',
  'participant',
  'scenarios',
  'personalities',
  'native',
  'recommended',
  'manifest',
]

const SCREEN = ['components', 'renderer', 'model', 'vocabulary']

export const layers: Readonly<Record<string, Layer>> = {
  /** What is drawn, and what a person presses. */
  components: {
    places: ['renderer/components', 'renderer/app.tsx', 'renderer/main.tsx'],
    imports: ['renderer', 'model', 'vocabulary', 'contract', 'trace'],
    packages: [
      '@fontsource-variable/inter',
      '@fontsource-variable/jetbrains-mono',
      'd3-scale',
      'lucide-react',
      'react',
      'react-aria',
      'react-aria-components',
      'react-dom',
      'zustand',
    ],
    node: false,
  },
  /** What the screen knows and does: its store, its commands, its way to the host, lessons, and runs that are kept. */
  renderer: {
    places: ['renderer'],
    imports: ['model', 'vocabulary', 'contract', 'packed', 'trace', 'exchanges'],
    packages: ['react', 'zod', 'zustand'],
    node: false,
  },
  /** What follows from records: rows, objects, rails, what is now, and what all that means. */
  model: { places: ['renderer/model'], imports: ['vocabulary', 'contract', 'trace'], packages: [], node: false },
  /** How calls, outcomes and numbers are put in words. */
  vocabulary: { places: ['renderer/vocabulary'], imports: ['contract', 'trace'], packages: [], node: false },
  contract: { places: ['electron/contract'], imports: [], packages: ['zod'], node: false },
  /** What is told as bytes, between processes and to a screen; it runs on both sides of the contract. */
  packed: { places: ['electron/packed'], imports: ['contract'], packages: [], node: false },
  /** What can be told of records without anybody else; it runs on both sides of the contract. */
  trace: { places: ['electron/trace'], imports: ['contract'], packages: ['zod'], node: false },
  shell: {
    places: ['electron/main.ts', 'electron/main.test.ts', 'electron/preload.ts', 'electron/hosts/shell'],
    imports: ['hosts', ...BELOW_HOSTS],
    packages: ['electron', 'zod'],
    node: true,
  },
  hosts: { places: ['electron/hosts'], imports: BELOW_HOSTS, packages: ['commander', 'ws', 'zod'], node: true },
  supervisor: {
    places: ['electron/supervisor'],
    imports: BELOW_HOSTS.filter((layer) => layer !== 'supervisor'),
    packages: ['zod'],
    node: true,
  },
  participant: {
    places: ['electron/participant'],
    imports: ['contract', 'packed', 'scenarios', 'personalities', 'native', 'recommended'],
    packages: ['zod'],
    node: true,
  },
  scenarios: {
    places: ['electron/scenarios'],
    imports: ['contract', 'trace', 'exchanges', 'personalities', 'native'],
    packages: [],
    node: true,
  },
  /** What each room tells the screen as well, which takes all of them with import.meta.glob. */
  exchanges: {
    places: ['electron/scenarios/*/exchange.ts', 'electron/scenarios/text-exchange.ts'],
    imports: ['contract', 'trace'],
    packages: [],
    node: false,
  },
  personalities: {
    places: ['native-bridge/os2', 'native-bridge/winapi', 'native-bridge/crt'],
    imports: ['native'],
    packages: [],
    node: true,
  },
  /** Picks the kernel; the only one that knows both. */
  recommended: {
    places: ['native-bridge/recommended.ts'],
    imports: ['native', 'linux', 'win32', 'koffi'],
    packages: [],
    node: true,
  },
  native: { places: ['native-bridge'], imports: [], packages: [], node: true },
  linux: { places: ['native-bridge/linux'], imports: ['native', 'koffi'], packages: [], node: true },
  win32: { places: ['native-bridge/win32'], imports: ['native', 'koffi'], packages: [], node: true },
  /** Loads koffi when it is first needed; whoever imports the package itself would need it at once. */
  koffi: { places: ['native-bridge/koffi.ts'], imports: [], packages: ['koffi'], node: true },
  /** Suites for each interface and personality, which each kernel's tests run, and what they need to run there. */
  conformance: {
    places: ['native-bridge/conformance'],
    imports: ['native', 'personalities', 'recommended', 'linux', 'win32'],
    packages: [],
    node: true,
  },
  /** What prepares, starts, tests and packs the project. */
  build: {
    places: ['build', 'vite.config.ts', 'vitest.config.ts'],
    imports: ['hosts'],
    packages: [
      '@react-aria/optimize-locales-plugin',
      '@resvg/resvg-js',
      '@vitejs/plugin-react',
      'playwright-core',
      'shiki',
      'vite',
      'vitest',
    ],
    node: true,
  },
  /** Benchmarks and the soak use the project as its users do, from outside. */
  bench: { places: ['bench'], imports: ['build'], packages: ['playwright-core'], node: true },
  /** What tests and soak look at, to see that nothing is left. */
  leaks: { places: ['tests/leaks.mjs'], imports: ['build'], packages: [], node: true },
  soak: { places: ['tests/soak'], imports: ['build', 'leaks'], packages: ['ws'], node: true },
  /** What several tests share: how they start what they test, and suites that run on both kernels. */
  support: {
    places: ['tests/support', 'tests/suites'],
    imports: ['leaks', 'build', 'contract', 'trace', 'supervisor', 'scenarios', 'exchanges', 'native', 'conformance'],
    packages: ['koffi', 'playwright-core', 'vitest', 'zod'],
    node: true,
  },
  /** A thread that hands gifts over, beside the test that takes them. */
  giftGiver: {
    places: ['tests/support/gift-giver.ts'],
    imports: ['participant', 'native'],
    packages: [],
    node: true,
  },
  /** The command line as a program that stays, beside the tests that use it. */
  runHost: { places: ['tests/support/run-host.ts'], imports: ['hosts', 'participant'], packages: [], node: true },
  tests: {
    places: ['tests'],
    imports: [
      'support',
      'giftGiver',
      'soak',
      'leaks',
      ...SCREEN,
      'hosts',
      'build',
      'conformance',
      'exchanges',
      ...BELOW_HOSTS,
    ],
    packages: ['axe-core', 'playwright-core', 'vitest', 'ws', 'yaml'],
    node: true,
  },
  manifest: { places: ['package.json'], imports: [], packages: [], node: false },
}

/** A test that stands beside the code may also reach these, from the layer it stands in. */
const TESTS_OF: Readonly<Record<string, readonly string[]>> = {
  model: ['renderer'],
  vocabulary: ['model'],
  native: ['linux', 'win32', 'recommended', 'personalities'],
  linux: ['conformance'],
  win32: ['conformance'],
  personalities: ['linux', 'win32', 'recommended'],
}

/** What any test may import. */
const TEST_PACKAGES = ['vitest', 'fast-check']

/** Not the `from` of `Buffer.from('...')`. */
const IMPORT = /(?<![.\w])(?:from\s*|import\s*\(?\s*|require\s*\(\s*)['"]([^'"\n]+)['"]/g

const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const isForTests = (path: string) => /\.(test|fixture)\.tsx?$/.test(path)

/** Whether a path is that place, or in it. */
function fits(path: string, place: string): boolean {
  const parts = path.split('/')
  return place.split('/').every((part, index) => part === parts[index] || (part === '*' && index < parts.length - 1))
}

/** The name of the layer that a path belongs to; null for what has no layer. */
export function layerOf(path: string): string | null {
  let best: { name: string; place: string } | null = null
  for (const [name, { places }] of Object.entries(layers)) {
    for (const place of places) {
      if (!fits(path, place)) continue
      if (!best || place.length > best.place.length) best = { name, place }
    }
  }
  return best?.name ?? null
}

/** One sentence for each import that the layers do not allow. */
export function wrongImports(file: SourceFile): string[] {
  const name = layerOf(file.path)
  const layer = name === null ? undefined : layers[name]
  if (name === null || !layer) return []
  const specifiers = [...file.text.matchAll(IMPORT)].map((match) => match[1] ?? '')
  return specifiers
    .map((specifier) => whatIsWrong(file.path, name, layer, specifier))
    .filter((problem) => problem !== null)
    .map((problem) => `${file.path} (${name}) ${problem}`)
}

function whatIsWrong(path: string, name: string, layer: Layer, specifier: string): string | null {
  if (specifier.startsWith('.')) return wrongFile(path, name, layer, specifier)
  if (specifier.startsWith('virtual:') || (isForTests(path) && TEST_PACKAGES.includes(specifier))) return null
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return layer.node ? null : `imports ${specifier}, but nothing of Node exists there.`
  }
  const depth = specifier.startsWith('@') ? 2 : 1
  const wanted = specifier.split('/').slice(0, depth).join('/')
  return layer.packages.includes(wanted) ? null : `imports the package ${wanted}, which is not one of its own.`
}

function wrongFile(path: string, name: string, layer: Layer, specifier: string): string | null {
  const target = posix.join(posix.dirname(path), specifier)
  const there = layerOf(target)
  const allowed = [name, ...layer.imports, ...(isTest(path) ? (TESTS_OF[name] ?? []) : [])]
  if (there !== null && allowed.includes(there)) return null
  return `imports ${target} (${there ?? 'no layer'}), which is not below it.`
}
