/** What the page and the desktop's shell around it tell each other; a page in a browser has no such shell. */
import * as z from 'zod/mini'

export const theme = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof theme>

export const menuName = z.enum(['file', 'run', 'view', 'help'])
export type MenuName = z.infer<typeof menuName>

/** A command of the page, as the menu shows it. */
export const desktopCommand = z.object({
  id: z.string().check(z.maxLength(64)),
  label: z.string().check(z.maxLength(64)),
  /** As `KeyboardEvent.key`; null where no key does it. */
  key: z.nullable(z.string().check(z.maxLength(16))),
  menu: menuName,
})
export type DesktopCommand = z.infer<typeof desktopCommand>

export const pageMessage = z.discriminatedUnion('type', [
  /** The page is drawn and hears from now on. */
  z.object({ type: z.literal('ready'), commands: z.array(desktopCommand).check(z.maxLength(64)) }),
  z.object({ type: z.literal('theme'), theme }),
  /** The notes of a lesson are wanted in a window of their own; `page` is what the class’s page calls itself. */
  z.object({ type: z.literal('notes'), page: z.string().check(z.regex(/^[\da-f-]{36}$/)) }),
])
export type PageMessage = z.infer<typeof pageMessage>

export type DesktopMessage =
  | { readonly type: 'command'; readonly id: string }
  | { readonly type: 'recording'; readonly name: string; readonly text: string }
  /** A sentence for the person. */
  | { readonly type: 'problem'; readonly text: string }

/** The page's end, as the preload script offers it. */
export interface Desktop {
  /** What was chosen when the app ran last. */
  readonly theme: Theme
  tell(message: PageMessage): void
  /** Returns what ends it. */
  listen(listener: (message: DesktopMessage) => void): () => void
}
