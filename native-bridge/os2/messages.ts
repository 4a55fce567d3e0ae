/** Message ids of Presentation Manager itself, from pmwin.h. Applications number theirs from WM_USER on. */
export const WM_NULL = 0x0000
export const WM_TIMER = 0x0024
export const WM_QUIT = 0x002a
export const WM_USER = 0x1000

export type MessageNames = Readonly<Record<number, string>>

const systemNames: MessageNames = {
  [WM_NULL]: 'WM_NULL',
  [WM_TIMER]: 'WM_TIMER',
  [WM_QUIT]: 'WM_QUIT',
}

/** The application's name for a message, or PM's, or its number. */
export function messageName(id: number, application: MessageNames): string {
  return application[id] ?? systemNames[id] ?? `0x${id.toString(16).toUpperCase().padStart(4, '0')}`
}
