/** Builds the second process of the conformance tests into one file, for any kernel. A global set-up of Vitest. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = join(root, '.cache', 'conformance')

/** CommonJS, so that its worker threads are this file again under every Node. */
export const partnerFile = join(folder, 'partner.cjs')

export default async function buildPartner() {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'native-bridge/conformance/partner.ts',
      outDir: folder,
      target: 'node20',
      rolldownOptions: { external: ['koffi'], output: { format: 'cjs', entryFileNames: 'partner.cjs' } },
    },
  })
}
