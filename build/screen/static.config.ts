/**
 * npm run build:static: a folder that any web server or file share can serve, and that plays recordings. Browsers load no
 * module and no font from a file share, so there is one classic script, and the fonts are in the style sheet.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { inEnglish } from './english.ts'
import { highlightedSources } from './highlight.ts'

const root = join(import.meta.dirname, '..', '..')

/** Marks what belongs to this page: from a file share there is no origin that could tell. */
const nonce = randomBytes(16).toString('base64url')

/** Nothing is loaded beyond the page's own script and style sheet, which have fonts and pictures in them. */
const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${nonce}'`,
  // React Aria puts a style element into the page; it carries the nonce.
  `style-src 'nonce-${nonce}'`,
  "img-src 'self' data:",
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** First of all in the head: it holds for what comes after it. */
const contentSecurityPolicy = (): Plugin => ({
  name: 'sharemem:content-security-policy',
  transformIndexHtml: {
    order: 'post',
    handler: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  },
})

const classicScript = (): Plugin => ({
  name: 'sharemem:classic-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replace('<script type="module" crossorigin', '<script defer').replaceAll(' crossorigin', ''),
  },
})

export default defineConfig({
  root: join(root, 'renderer'),
  mode: 'static',
  base: './',
  html: { cspNonce: nonce },
  plugins: [react(), inEnglish, highlightedSources(), classicScript(), contentSecurityPolicy()],
  build: {
    outDir: join(root, 'dist', 'static'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 1024 ** 2,
    chunkSizeWarningLimit: 4096,
    modulePreload: false,
    // A style sheet of its own can carry the nonce; one that the script puts into the page cannot.
    cssCodeSplit: false,
    rolldownOptions: { output: { format: 'iife', codeSplitting: false } },
  },
})
