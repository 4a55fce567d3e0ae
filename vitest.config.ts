import { defineConfig } from 'vitest/config'

/** Tests of what spans processes start real ones: one file at a time, so that they do not slow each other. */
const spanning = { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{electron,native-bridge,renderer,build}/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          globalSetup: ['build/partner.mjs'],
        },
      },
      { test: { name: 'integration', include: ['tests/**/*.test.ts'], ...spanning } },
    ],
  },
})
