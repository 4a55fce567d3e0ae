import { builtinModules } from 'node:module'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions } from 'vite'
import { markedPlaces } from './build/places/mark-places.ts'
import { highlightedSources } from './build/screen/highlight.ts'

/** What Node or Electron provide at run time. */
const provided = ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

type Format = 'es' | 'cjs'

/** A build for Node or Electron's main process: one file for each entry, readable, with source maps. */
function program(folder: string, format: Format, input: Record<string, string>): EnvironmentOptions {
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
          codeSplitting: { groups: [{ name: 'rooms', test: /electron\/scenarios\/[^/]+\/[^/]+$/ }] },
        },
      },
    },
  }
}

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), highlightedSources(), markedPlaces('participant')],
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
    participant: program('participant', 'cjs', {
      helper: 'electron/participant/helper.ts',
      thread: 'electron/participant/thread.ts',
      agent: 'electron/participant/agent.ts',
      stranger: 'electron/participant/stranger.ts',
    }),
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
