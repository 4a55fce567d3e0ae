/** After an error that ends the app it starts again by itself: what its page has kept ended with it. */
import { app } from 'electron'

/** On the command line of an app that was started again because of an error. */
const AFTER_ERROR = '--after-error'
/** An error this soon after such a start would come again and again, in seconds. */
const SOON = 60

export interface Life {
  /** As the system has them, the program's own path first. */
  readonly argv: readonly string[]
  /** How long this process has run, in seconds. */
  readonly uptime: number
}

/** Whether the app will start again as soon as this process has ended. */
export function startAgain({ argv, uptime }: Life): boolean {
  const [, ...args] = argv
  if (args.includes(AFTER_ERROR) && uptime < SOON) return false
  app.relaunch({ args: [...args.filter((each) => each !== AFTER_ERROR), AFTER_ERROR] })
  return true
}
