/** What belongs to a scenario or to a personality is written in its own place, so that a new one touches that only. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scenarios } from '../electron/scenarios/catalogue.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** A room, a personality's vocabulary, and what tests need. */
const OWN_PLACES = /^electron\/scenarios\/|^renderer\/vocabulary\/|\.(test|fixture)\.tsx?$|\/fake-[^/]*$/
/** Doc comments and lines of comment may cite. */
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm

const programs = [...new Set(scenarios.flatMap(({ info }) => info.programs.map(({ name }) => name)))]
const namesOfCalls = [
  /\b(?:Dos|Win(?!Api|32|dow))[A-Z]\w*/,
  /\bWM_\w+/,
  /\b(?:Create|Open|Set|Reset|Release|Duplicate|Close|Terminate)(?:Event|Mutex|FileMapping|Handle|Process)\b/,
  /\b(?:(?:Unm|M)apViewOfFile|FlushViewOfFile|WaitForSingleObject|WaitForMultipleObjects|GetLastError|_getwch)\b/,
]
const patterns = [new RegExp(`['"\`](?:${programs.join('|')})['"\`]|\\.(?:client|server)\\b`), ...namesOfCalls]

function foreignWords(path: string, text: string): string[] {
  if (OWN_PLACES.test(path)) return []
  const code = text.replaceAll(COMMENTS, '')
  return patterns.flatMap((pattern) => {
    const found = pattern.exec(code)
    return found ? [`${path} says ${found[0]}`] : []
  })
}

/** Every source of the two folders. */
const sources = () =>
  ['electron', 'renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.split(sep).join('/')}`),
  )

test('no program, message or call of a scenario is named outside its room and the vocabulary', () => {
  expect(sources().flatMap((path) => foreignWords(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
})

test.each([
  ['electron/supervisor/run.ts', "if (party.id === 'client') start(party)"],
  ['electron/hosts/cli/summary.ts', 'at(request.freed.server)'],
  ['electron/participant/control.ts', 'ownWindow.post(WM_QUIT)'],
  ['electron/supervisor/watchdog.ts', "if (call.name === 'DosWaitChild') return"],
  ['renderer/model/predict.ts', "const waits = name === 'WaitForSingleObject'"],
  ['renderer/components/rows.tsx', "case 'CreateEvent':"],
])('in %s, %s is noticed', (path, text) => {
  expect(foreignWords(path, text)).toHaveLength(1)
})

test('a comment may cite a call', () => {
  expect(foreignWords('electron/supervisor/run.ts', '/** As DosWaitChild tells it. */\nconst two = 2')).toEqual([])
})

const participants = join(root, 'dist', 'participant')

/** What a file of the build loads at once, of the others. */
const loadedBy = (file: string) =>
  [...readFileSync(join(participants, file), 'utf8').matchAll(/^(?:\S.* = )?require\("\.\/(.+\.cjs)"\);$/gm)].map(
    ([, other = '']) => other,
  )

/** The file, and all that it loads, whatever loads what first. Fails where a file comes to load itself. */
function allLoadedBy(file: string, above: readonly string[] = []): Set<string> {
  expect(above, 'files that come to load themselves').not.toContain(file)
  return new Set([file, ...loadedBy(file).flatMap((other) => [...allLoadedBy(other, [...above, file])])])
}

const ENTRIES = ['helper.cjs', 'agent.cjs', 'thread.cjs', 'stranger.cjs']
const roomsAmong = (files: Iterable<string>) => new Set([...files].filter((file) => file.endsWith('-room.cjs')))

test('no process that plays a part loads a room before it knows which', () => {
  const loaded = ENTRIES.map((file) => allLoadedBy(file))
  // What loads the rooms is seen among what is loaded, or nothing would be seen here at all.
  expect([...(loaded[2] ?? [])]).toContain('room.cjs')
  for (const each of loaded) expect(roomsAmong(each)).toEqual(new Set())
})

test.each(scenarios)(
  'who plays a part in $info.id loads its room and no other, in one direction',
  ({ info: { id } }) => {
    const own = `${id}-room.cjs`
    const loaded = [`${id}.cjs`, own].flatMap((file) => [...allLoadedBy(file)])
    expect(roomsAmong(loaded)).toEqual(new Set([own]))
  },
)
