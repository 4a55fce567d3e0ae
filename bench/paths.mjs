import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const cli = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli', 'cli.js')
