/** The participant's first window, to which control posts as its second thread would on OS/2. */
import type { Native, Result } from '../../native-bridge/native.ts'
import { postQuit, postTick } from '../../native-bridge/os2/posts.ts'
import { windowHandle } from '../../native-bridge/units.ts'
import { type Cells, QUEUE, TICKING } from './cells.ts'
import type { WindowNews } from './news.ts'

/** How often a message that found no window, or no room in its queue, is posted again, in milliseconds. */
const RETRY = 20

export interface OwnWindow {
  /** Hears which windows there are, and which ticks the participant thread has received. */
  follow(news: WindowNews): void
  /** Posts a message, again and again until there is room for it. One that waits already is not posted twice. */
  post(id: number): void
  /** Posts the message that ends the thread's loop, in the same way. */
  quit(): void
  /** Posts a timer's tick. As on OS/2, there is one at most in the queue. */
  tick(window: number, timer: number): void
  /**
   * Ends the thread's wait for a message: with the one that ends its loop, or without its queue where that cannot be
   * posted.
   */
  wake(): void
  /** Posts nothing any more. */
  end(): void
}

type Post = (window: number) => Result<void>

export function createOwnWindow({ queues }: Pick<Native, 'queues'>, cells: Cells): OwnWindow {
  const windows = new Set<number>()
  /** What could not be posted yet. */
  const owed = new Map<number | 'quit', Post>()
  /** The timers whose last tick has not been received. */
  const ticking = new Set<string>()
  let retry: NodeJS.Timeout | undefined
  let over = false

  const quit: Post = (window) => postQuit(queues, window)

  function tryTo(post: Post): boolean {
    const [window] = windows
    return window !== undefined && post(window).ok
  }

  function owe(what: number | 'quit', post: Post) {
    if (over) return
    owed.set(what, post)
    postOwed()
    if (owed.size > 0) retry ??= setInterval(postOwed, RETRY)
  }

  function postOwed() {
    for (const [what, post] of owed) if (tryTo(post)) owed.delete(what)
    if (owed.size > 0) return
    clearInterval(retry)
    retry = undefined
  }

  /** Whoever waits for a message learns that there will be none. */
  function destroyQueue() {
    const queue = Atomics.load(cells, QUEUE)
    if (queue !== 0) queues.destroyQueue({ token: queue - 1 })
  }

  /** The thread tells of ticks only while there are any. */
  function noteTick(key: string, isThere: boolean) {
    if (isThere) ticking.add(key)
    else ticking.delete(key)
    Atomics.store(cells, TICKING, ticking.size)
  }

  function forget(window: number) {
    windows.delete(window)
    for (const key of ticking) if (key.startsWith(`${window} `)) noteTick(key, false)
  }

  return {
    follow(news) {
      if (news.type === 'window-created') windows.add(news.window)
      else if (news.type === 'window-destroyed') forget(news.window)
      else noteTick(`${news.window} ${news.timer}`, false)
    },
    post: (id) => owe(id, (window) => queues.post(windowHandle(window), { id, mp1: 0, mp2: 0 })),
    quit: () => owe('quit', quit),
    tick(window, timer) {
      const key = `${window} ${timer}`
      if (ticking.has(key)) return
      // First: a tick that is received before it is known of would be taken to wait there for ever.
      noteTick(key, true)
      const posted = postTick(queues, window, timer)
      if (posted.ok) return
      noteTick(key, false)
      // A full queue has room again one day. In any other case the thread would wait for its timer for ever.
      if (posted.reason !== 'queue-full' && windows.has(window)) destroyQueue()
    },
    wake() {
      if (!tryTo(quit)) destroyQueue()
    },
    end() {
      over = true
      clearInterval(retry)
    },
  }
}
