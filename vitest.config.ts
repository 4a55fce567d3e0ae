import { configDefaults, defineConfig } from 'vitest/config'

const onWindows = process.platform === 'win32'
/** Tests of the other system's kernel, and Wine where Windows itself is at hand. */
const elsewhere = onWindows ? ['native-bridge/linux/**', 'tests/*wine*'] : ['native-bridge/win32/**']
const exclude = [...configDefaults.exclude, ...elsewhere]

/** Tests of what spans processes start real ones: one file at a time, so that they do not slow each other. */
const spanning = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  fileParallelism: false,
  expect: { poll: { timeout: 30_000 } },
}

export default defineConfig({
  test: {
    globalSetup: ['build/test/conformance.mjs'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{electron,native-bridge,renderer,build}/**/*.test.{ts,tsx}'],
          exclude,
          testTimeout: 30_000,
        },
      },
      { test: { name: 'integration', include: ['tests/**/*.test.ts'], exclude, ...spanning } },
    ],
  },
})
