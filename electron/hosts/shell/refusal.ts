/** What a person sees of an app that this machine cannot run. */
import { app, dialog } from 'electron'

/** As for every other start of Sharemem: this machine cannot do it. */
const CANNOT = 3

/** Shows the sentence once there can be a window, and ends the app. */
export async function refuseToStart(sentence: string): Promise<void> {
  await app.whenReady()
  dialog.showErrorBox('Sharemem cannot run here', sentence)
  app.exit(CANNOT)
}
