/** Builds the conformance tests' programs into one file each, for any kernel. A global set-up of Vitest. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Where `partner.cjs`, the tests' second process, `standalone.cjs`, their runner without Vitest, and `race.cjs`, the
 * races between several processes, and `exchange-loop.cjs`, a bare loop of Win32's calls to measure, are.
 */
export const conformanceFolder = join(root, '.cache', 'conformance')

/** CommonJS, so that the partner's worker threads are its file again under every Node. */
function buildProgram(/** @type {string} */ name) {
  return build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: `native-bridge/conformance/${name}.ts`,
      outDir: conformanceFolder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  })
}

export default async function buildConformance() {
  for (const name of ['partner', 'standalone', 'race', 'exchange-loop']) await buildProgram(name)
}
