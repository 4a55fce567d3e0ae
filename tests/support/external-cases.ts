/** Whose programs play whom, with what settings, and what is to come of it: each scenario, with programs in C. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { windowsPath } from '../../build/wine/run.mjs'
import type { OutcomeName } from '../../electron/contract/trace.ts'
import type { ExternalRun } from './wine-external.ts'

export interface Case extends Omit<ExternalRun, 'scenario'> {
  readonly ends: OutcomeName
  /** In the outcome's sentence. */
  readonly says?: string
  /** Lines that are printed, by whom the app traces and what it starts. */
  readonly prints?: readonly string[]
  /** What the programs that were started beside the app have printed. */
  readonly besides?: readonly string[]
  /** One of the participant's calls with its result. */
  readonly calls?: readonly [participant: string, call: string]
  /** Whether the kernel is seen to count a program that is not traced. */
  readonly counts?: boolean
}

/** What file-search's programs search, once it is made. */
const searchedFolder = join(tmpdir(), `searched-${process.pid}`)

export function makeSearchedFolder() {
  mkdirSync(join(searchedFolder, 'below'), { recursive: true })
  for (const name of ['one', 'two', join('below', 'three')]) writeFileSync(join(searchedFolder, name), '')
}
export const removeSearchedFolder = () => rmSync(searchedFolder, { recursive: true, force: true })

const STORED = 'Data from first process'
const written = '"access":"write"'

const parentAndChild: Record<string, Case> = {
  'a child that the parent starts': {
    external: ['child=child --pause 1000'],
    ...{ ends: 'completed', says: 'exit code 0', prints: [`child: Second process: ${STORED}`], counts: true },
  },
  'the original’s child': {
    ...{ external: ['child=child --original'], set: ['version=original'] },
    ...{ ends: 'completed', prints: [`child: Second process: ${STORED}`] },
  },
  'a parent that the app starts': {
    external: ['parent=parent --text Hello'],
    ...{
      ends: 'completed',
      says: 'Hello',
      prints: ['parent: First process: Hello', 'child: Second process: Hello'],
    },
  },
  'the original’s parent, which somebody starts': {
    ...{ external: ['parent'], set: ['version=original'], byHand: [{ program: 'parent --original' }] },
    ...{ ends: 'completed', says: STORED, counts: true },
  },
  'a child that somebody starts': {
    ...{ external: ['child'], byHand: [{ program: 'child --pause 1000', after: written }] },
    ...{ ends: 'completed', says: 'it came', besides: [STORED], counts: true },
  },
  'a child that crashes': {
    external: ['child=spiteful crash'],
    ...{ ends: 'trap', says: 'The child ended with exit code 0xC0000005' },
  },
  'a child that hangs': {
    ...{ external: ['child=spiteful hang'], set: ['timeout=1000'] },
    ...{ ends: 'timeout', says: 'The child did not answer within 1000 ms' },
  },
  'a parent that makes nothing': {
    ...{ external: ['parent=spiteful hang'], set: ['timeout=500'] },
    ...{ ends: 'timeout', says: 'The parent has not made Local\\sharedmemory within 1.5 s' },
  },
  'a parent that ends at once': {
    external: ['parent=child'],
    ...{ ends: 'crash', says: 'The parent ended with exit code 1' },
  },
  'a program that is not there': { external: ['parent=nothing'], ends: 'not-started', says: 'The parent' },
}

const WELCOME = 'welcome to IPC introduction from www.cpp-blog.com'
const welcomeText: Record<string, Case> = {
  'the original’s creator': {
    external: ['creator=welcome-creator --original'],
    ...{ ends: 'completed', prints: [`reader: Server told us : ${WELCOME}`], counts: true },
  },
  'a reader that the app starts': {
    external: ['reader=welcome-reader --pause 1000'],
    ...{ ends: 'completed', prints: [`reader: Server told us : ${WELCOME}`], counts: true },
  },
  'a reader that somebody starts': {
    ...{ external: ['reader'], set: ['namespace=Local', 'version=original'] },
    byHand: [{ program: 'welcome-reader --local --pause 1000', after: written }],
    ...{ ends: 'completed', says: 'it came', besides: [WELCOME] },
  },
  'a reader that never comes': {
    ...{ external: ['reader'], set: ['timeout=300'] },
    ...{
      ends: 'timeout',
      says: 'The reader never came: no program was seen to use Global\\www.cpp-blog.com within 1.5 s',
    },
  },
  'a reader that does not let go': {
    ...{ external: ['reader'], set: ['timeout=400'] },
    byHand: [{ program: 'spiteful hold Global\\www.cpp-blog.com', after: written }],
    ...{ ends: 'timeout', says: 'It is not the run’s to end', besides: ['held'], counts: true },
  },
  'a text without an end': {
    external: ['creator=spiteful full Global\\www.cpp-blog.com 2048'],
    ...{ ends: 'trap', says: 'reader: access violation' },
  },
  'what is no program': {
    external: ['reader=text'],
    ...{ ends: 'not-started', says: 'no program that it can run' },
  },
  'a section that is too small': {
    ...{ external: ['creator=spiteful full Local\\www.cpp-blog.com 16'], set: ['namespace=Local'] },
    ...{ ends: 'trap', says: 'reader: access violation' },
  },
}

const peerToPeer: Record<string, Case> = {
  'a second peer': {
    ...{ external: ['peer-2=peer'], set: ['second=afterwards'] },
    ...{ ends: 'completed', prints: ['peer-1: Came first: Update', 'peer-2: Came second: Update'] },
  },
  'the original’s first peer': {
    ...{ external: ['peer-1=peer --original'], set: ['second=afterwards', 'version=original'] },
    ...{ ends: 'completed', prints: ['peer-1: Came first: Update', 'peer-2: Came second: Update'], counts: true },
  },
  'a peer that somebody starts, with the flag': {
    ...{ external: ['peer-1'], set: ['ready=on', 'second=afterwards'], byHand: [{ program: 'peer --ready' }] },
    ...{ ends: 'completed', prints: ['peer-2: Came second: Update'], besides: ['Came first: Update'] },
  },
  'a creator': {
    ...{ external: ['creator=creator --original'], set: ['mode=creator', 'version=original'] },
    ...{ ends: 'completed', prints: ['opener: Update'], counts: true },
  },
  'an opener that the creator starts': {
    ...{ external: ['opener=opener'], set: ['mode=creator'] },
    ...{ ends: 'completed', prints: ['opener: Update'] },
  },
  'an opener that reads something else': {
    ...{ external: ['opener=opener --text Other'], set: ['mode=creator'] },
    ...{ ends: 'crash', says: 'The opener ended with exit code 1' },
  },
}

const reply = (client: string, request: number) => `${client}: reply to ${client}, request ${request}`
const oneServerManyClients: Record<string, Case> = {
  'a server': {
    external: ['server=osmc-server'],
    ...{
      ends: 'completed',
      prints: [...[1, 2].flatMap((at) => [reply('client-1', at), reply('client-2', at)]), 'server: Answered 4'],
    },
    counts: true,
  },
  'the original’s client, beside one of the app’s': {
    ...{ external: ['client-1=osmc-client --original --name client-1'], set: ['version=original', 'timeout=10000'] },
    ...{ ends: 'completed', says: 'answered 4 requests', prints: [reply('client-1', 2), reply('client-2', 2)] },
  },
  'any clients that somebody starts': {
    ...{ external: ['client'], set: ['requests=3', 'timeout=10000'] },
    byHand: [
      { program: 'osmc-client --name a --requests 1 --timeout 9000', after: 'CreateFileMapping' },
      { program: 'osmc-client --name b --requests 2 --timeout 9000', after: 'CreateFileMapping' },
    ],
    ...{
      ends: 'completed',
      says: 'answered 3 requests',
      besides: ['reply to a, request 1', 'reply to b, request 2'],
    },
  },
  'a client that dies with the mutex': {
    ...{ external: ['client-1=spiteful abandon'], set: ['timeout=10000'] },
    ...{ ends: 'completed', prints: [reply('client-2', 1), reply('client-2', 2)] },
    calls: ['client-2', 'WaitForSingleObject WAIT_ABANDONED_0'],
  },
  'a client that dies with the mutex of the original': {
    ...{ external: ['client-1=spiteful abandon'], set: ['version=original', 'requests=1', 'timeout=10000'] },
    ...{ ends: 'lost-request', says: 'taken for one that is not free' },
    calls: ['client-2', 'WaitForSingleObject WAIT_ABANDONED_0'],
  },
  'a client that writes garbage': {
    ...{ external: ['client-1=spiteful noise'], set: ['timeout=10000'] },
    ...{ ends: 'completed', prints: [reply('client-2', 2)] },
  },
  'a client that never comes': {
    ...{ external: ['client'], set: ['timeout=300'] },
    ...{ ends: 'timeout', says: 'The client never came' },
  },
  'a server that hangs': {
    ...{ external: ['server=spiteful hang'], set: ['timeout=500'] },
    ...{ ends: 'timeout', says: 'has not made ApplicationSpecificSharedMem' },
  },
  'a server that is killed': {
    ...{ external: ['server'], set: ['requests=500', 'timeout=700', 'clients=1'] },
    byHand: [{ program: 'osmc-server', killedAfter: 'Answered' }],
    ...{ ends: 'timeout', says: 'had no reply within 700 ms' },
  },
}

const requestReply: Record<string, Case> = {
  'a server': {
    ...{ external: ['server=rr-server'], set: ['requests=3'] },
    ...{ ends: 'completed', says: 'Every request was answered', prints: ['server: Answered request 3'] },
  },
  'a server that gets one object, and is given none': {
    ...{ external: ['server=rr-server'], set: ['objects=one', 'access=get-only', 'ask=echo Hello'] },
    ...{ ends: 'completed', prints: ['server: Answered request 1'] },
  },
  'a client': {
    external: ['client=rr-client --requests 3'],
    ...{
      ends: 'completed',
      says: 'exit code 0',
      prints: ['client: The server replied: Hello', 'client: 3 of 3 answered'],
    },
  },
  'a server that says nothing': {
    ...{ external: ['server=spiteful hang'], set: ['timeout=1000'] },
    ...{ ends: 'timeout' },
  },
}

/** Two files and one below: `Z:` is the root of the machine's own files. */
const searched = windowsPath(searchedFolder)
const hasEnded =
  'client: The server has ended before its end marker: 0 files arrived, and the client knows that there may be more.'
const found = (name: string) => `client: File found : ${name}`
const fileSearch: Record<string, Case> = {
  'a server that the client starts': {
    external: [`server=file-search-server --folder ${searched}`],
    ...{
      ends: 'completed',
      says: 'exit code 0',
      prints: [found('one'), found('two'), found('three'), 'server: Done.'],
    },
  },
  'the original’s server': {
    ...{ external: [`server=file-search-server --original --folder ${searched}`], set: ['version=original'] },
    ...{ ends: 'completed', prints: [found('one'), found('two'), found('three'), 'client: Done.'] },
  },
  'a server that somebody starts': {
    ...{ external: ['server'], set: ['timeout=10000'] },
    byHand: [{ program: `file-search-server --folder ${searched}`, after: 'ReleaseMutex' }],
    ...{ ends: 'completed', says: 'it came', prints: [found('three')], besides: ['Done.'] },
  },
  'a client that the app starts': {
    ...{ external: ['client=file-search-client'], set: [`folder=${searched}`] },
    ...{ ends: 'completed', says: '3 files of 2 folders sent', prints: [found('one'), found('below\\three')] },
    counts: true,
  },
  'the original’s client, which somebody starts': {
    ...{ external: ['client'], set: [`folder=${searched}`, 'version=original', 'timeout=10000'] },
    byHand: [{ program: 'file-search-client --original' }],
    ...{ ends: 'completed', says: '3 files', besides: ['File found : three', 'Done, 3 files.'] },
  },
  'a slow client, which the original’s server gives up': {
    ...{
      external: ['client=file-search-client --delay 900'],
      set: [`folder=${searched}`, 'version=original', 'timeout=300'],
    },
    ...{ ends: 'timeout', says: 'was not taken within 300 ms' },
  },
  'a server that crashes': {
    external: ['server=spiteful crash'],
    ...{ ends: 'trap', says: 'The server ended with exit code 0xC0000005', prints: [hasEnded] },
  },
  'a server that hangs': {
    ...{ external: ['server=spiteful hang'], set: ['timeout=500'] },
    ...{ ends: 'timeout', says: 'The server has not done anything' },
  },
  'a server that ends with the mutex, and a record without an end': {
    external: ['server=spiteful record'],
    ...{ ends: 'timeout', says: '1 file arrived' },
    calls: ['client', 'WaitForSingleObject WAIT_ABANDONED_0'],
  },
  'a client whose section is too small': {
    external: ['client=spiteful full Global\\www.cpp-blog.com 16'],
    ...{ ends: 'api-error', says: 'OpenEvent' },
  },
  'a client that never comes': {
    ...{ external: ['client'], set: ['timeout=300'] },
    ...{ ends: 'timeout', says: 'The client never came: no program was seen to use Global' },
  },
}

export const cases: Record<string, Record<string, Case>> = {
  'file-search': fileSearch,
  'request-reply': requestReply,
  'parent-and-child': parentAndChild,
  'welcome-text': welcomeText,
  'peer-to-peer': peerToPeer,
  'one-server-many-clients': oneServerManyClients,
}
