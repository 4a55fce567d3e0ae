/**
 * npm run build:static: a folder that any web server or file share can serve, and that plays recordings. Browsers load no
 * module and no font from a file share, so there is one classic script, and the fonts are in the style sheet.
 */
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { highlightedSources } from './highlight.ts'

const root = join(import.meta.dirname, '..')

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
  plugins: [react(), highlightedSources(), classicScript()],
  build: {
    outDir: join(root, 'dist', 'static'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 1024 ** 2,
    chunkSizeWarningLimit: 4096,
    modulePreload: false,
    rolldownOptions: { output: { format: 'iife', codeSplitting: false } },
  },
})
