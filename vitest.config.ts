import { configDefaults, defineConfig } from 'vitest/config'
import { holding, mocked } from './build/test/alone.mjs'

const onWindows = process.platform === 'win32'
/** Tests of the other system's kernel, and Wine where Windows itself is at hand. */
const elsewhere = onWindows ? ['native-bridge/linux/**', 'tests/*wine*'] : ['native-bridge/win32/**']
const exclude = [...configDefaults.exclude, ...elsewhere]

const inWine = 'tests/*wine*.test.ts'
/** What opens a browser in front of this system's kernel. */
const inBrowser =
  'tests/{accessibility,crowd,e2e,first-minute,host-gone,keys,lesson-screen,mistakes,opened,panes,pictures,predict,presenter,rails,redirect,remote,results,runs,screen-trace,shell,static}.test.ts'

/** Whole systems on this system's kernel, run after run. */
const ofSystems = 'tests/{file-search,lessons,races,request-reply,soak}.test.ts'

/** Tests of what spans processes start real ones: one file at a time, so that they do not slow each other. */
const spanning = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  fileParallelism: false,
  expect: { poll: { timeout: 30_000 } },
}

/**
 * The files share nothing but what they import, which is loaded once for all of them. Whoever asks a page more often takes the
 * time from it that it needs to get there.
 */
const withPages = {
  ...spanning,
  isolate: false,
  expect: { poll: { ...spanning.expect.poll, interval: 100 } },
}

/** Builds the programs that tests run beside themselves. */
const globalSetup = ['build/test/programs.mjs']

/** `npm test` parts them: build/test/lanes.mjs. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{electron,renderer,build}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, ...mocked],
          globalSetup,
          setupFiles: ['build/test/leave-nothing.ts', 'renderer/opened.fixture.ts'],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      { test: { name: 'unit-alone', include: [...mocked, holding], exclude, globalSetup, testTimeout: 30_000 } },
      {
        test: {
          name: 'processes',
          include: ['tests/**/*.test.ts'],
          exclude: [...exclude, ofSystems, inBrowser, inWine],
          globalSetup,
          ...spanning,
        },
      },
      { test: { name: 'systems', include: [ofSystems], exclude, globalSetup, ...spanning } },
      { test: { name: 'browser', include: [inBrowser], exclude, globalSetup, ...withPages } },
      { test: { name: 'wine', include: [inWine], exclude, globalSetup, ...spanning } },
    ],
  },
})
