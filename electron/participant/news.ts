/**
 * What control has to know of its participant thread to reach it. Told beside the reports, which control passes on as
 * they are packed: to read them all for a few of them took a tenth of the time of a helper's process.
 */
import { isTick } from '../../native-bridge/os2/posts.ts'
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import { type Cells, TICKING } from './cells.ts'

export type WindowNews =
  | { readonly type: 'window-created'; readonly window: number }
  | { readonly type: 'window-destroyed'; readonly window: number }
  /** A tick was received, or its timer stopped. */
  | { readonly type: 'tick-over'; readonly window: number; readonly timer: number }
/** `ready`: the thread stands at the beginning of its program. */
export type News = WindowNews | { readonly type: 'ready' }

/** Returns what hears all that the thread reports, as it reports it. */
export function createNews(cells: Cells, tell: (news: News) => void): (report: ParticipantReport) => void {
  function tickOver(window: number, timer: number) {
    if (Atomics.load(cells, TICKING) > 0) tell({ type: 'tick-over', window, timer })
  }
  function followEvent(event: ParticipantEvent) {
    if (event.kind === 'window') tell({ type: `window-${event.event}`, window: Number(event.window) })
    else if (event.kind === 'message' && event.phase === 'received' && isTick(event))
      tickOver(Number(event.window), Number(event.mp1))
  }
  return (report) => {
    if (report.type === 'events') for (const event of report.events) followEvent(event)
    else if (report.type === 'timer-stop') tickOver(report.window, report.id)
    else if (report.type === 'ready') tell({ type: 'ready' })
  }
}

export interface NewsFollower {
  hear(news: News): void
  /** Hears nothing any more. What a thread has told last may come after its end, where it ends with an error. */
  end(): void
}

/** In control: `begin` is called when the thread is ready, and returns what is called at the end. */
export function followNews(follow: (news: WindowNews) => void, begin: () => () => void): NewsFollower {
  let isOver = false
  let endOf = () => {}
  return {
    hear(news) {
      if (isOver) return
      if (news.type === 'ready') endOf = begin()
      else follow(news)
    },
    end() {
      isOver = true
      endOf()
    },
  }
}
