/**
 * What react-aria says to screen readers, in English as all of the screen: its other 33 languages, which nobody would hear
 * a whole sentence in, are left out of what the first screen loads.
 */
import type { Plugin } from 'vite'

const OTHERS = /\/intl\/[^/]+\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/

/** Of a language that has no words, it takes those of en-US. */
export const inEnglish = (): Plugin => ({
  name: 'sharemem:in-english',
  load: { filter: { id: OTHERS }, handler: () => 'export default undefined' },
})
