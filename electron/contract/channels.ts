/** The names by which Electron's processes reach each other; without a schema, so that the preload script stays small. */

/** The service: a reply travels as the promise of `ipcRenderer.invoke`. */
export const CALL_CHANNEL = 'sharemem:call'
export const EVENT_CHANNEL = 'sharemem:event'
/** A screen says that it listens; the host answers with a snapshot on the event channel. */
export const SUBSCRIBE_CHANNEL = 'sharemem:subscribe'
/** The desktop: what the page tells the shell, and the shell the page. */
export const PAGE_CHANNEL = 'sharemem:page'
export const DESKTOP_CHANNEL = 'sharemem:desktop'
/** On the page's command line, with the theme behind it. */
export const THEME_ARGUMENT = '--sharemem-theme='
