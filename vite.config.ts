import { builtinModules } from 'node:module'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions } from 'vite'
import { markedPlaces } from './build/places/mark-places.ts'
import { inEnglish } from './build/screen/english.ts'
import { highlightedSources } from './build/screen/highlight.ts'

/** What Node or Electron provide at run time. */
const provided = ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

type Format = 'es' | 'cjs'

/** A file of a scenario's room. */
const ROOM = /electron\/scenarios\/([^/]+)\/[^/]+$/

/** A host has all rooms in one file; who plays a part in a scenario loads that one's alone. */
const ALL_ROOMS = [{ name: 'rooms', test: ROOM }]
const ROOM_BY_ROOM = [
  {
    name: (file: string) => `${ROOM.exec(file)?.[1] ?? 'no'}-room`,
    debugName: 'rooms, one by one',
    test: ROOM,
    // What they share would come into the file of the first of them, and all others would load that one.
    includeDependenciesRecursively: false,
  },
  // By itself what only one room uses would come into a file that the room loads and that loads the room: the tests see.
  { name: 'trace-patterns', test: /electron\/trace\//, includeDependenciesRecursively: false },
]

/** A build for Node or Electron's main process: readable, with source maps. */
function program(
  folder: string,
  format: Format,
  input: Record<string, string>,
  groups: typeof ALL_ROOMS | typeof ROOM_BY_ROOM = ALL_ROOMS,
): EnvironmentOptions {
  const extension = format === 'cjs' ? 'cjs' : 'js'
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: provided, builtins: provided },
    build: {
      outDir: `../dist/${folder}`,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input,
        external: provided,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name].${extension}`,
          exports: 'named',
          // A scenario's file stays one of its own: a call's line is found by it.
          codeSplitting: { groups },
        },
      },
    },
  }
}

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), inEnglish, highlightedSources(), markedPlaces('participant')],
  environments: {
    client: {
      build: {
        outDir: '../dist/renderer',
        emptyOutDir: true,
        target: 'chrome130',
        assetsInlineLimit: 0,
        // In kB: a newcomer's first start is not to begin with a warning; tests/bundle.test.ts limits what is sent.
        chunkSizeWarningLimit: 1000,
      },
    },
    main: program('main', 'es', { main: 'electron/main.ts' }),
    preload: program('preload', 'cjs', { preload: 'electron/preload.ts' }),
    participant: program(
      'participant',
      'cjs',
      {
        helper: 'electron/participant/helper.ts',
        thread: 'electron/participant/thread.ts',
        agent: 'electron/participant/agent.ts',
        stranger: 'electron/participant/stranger.ts',
      },
      ROOM_BY_ROOM,
    ),
    cli: program('cli', 'es', { cli: 'electron/hosts/cli/cli.ts' }),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment)
      }
    },
  },
})
