/** What react-aria's parts say to screen readers is left in the one language that the screen has. */
import optimizeLocales from '@react-aria/optimize-locales-plugin'

export const inEnglish = optimizeLocales.vite({ locales: ['en-US'] })
