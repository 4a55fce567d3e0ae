/**
 * In place of the running app, which Node's stand-in has no window of: a window, which notes when it is asked to close,
 * and then does it or stays. Called as: Sharemem.exe window.mjs FOLDER NOTES closes|stays, FOLDER with koffi.
 */
import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [folder = '', notes = '', manner] = process.argv.slice(2)
const koffi = createRequire(join(folder, 'package.json'))('koffi')
const user32 = koffi.load('user32.dll')
const createWindow = user32.func(
  'void *__stdcall CreateWindowExW(uint32_t, str16, str16, uint32_t, int, int, int, int, void *, void *, void *, void *)',
)
const getMessage = user32.func('int __stdcall GetMessageW(uint8_t *, void *, uint32_t, uint32_t)')

const WS_VISIBLE = 0x10000000
const WS_OVERLAPPEDWINDOW = 0x00cf0000
const WM_CLOSE = 0x10
/** MSG: the message comes after the window's handle. */
const message = Buffer.alloc(48)

const window = createWindow(
  0,
  'STATIC',
  'Sharemem',
  WS_OVERLAPPEDWINDOW | WS_VISIBLE,
  0,
  0,
  99,
  99,
  null,
  null,
  null,
  null,
)
appendFileSync(notes, window ? 'shown\n' : 'no window\n')
while (getMessage(message, null, 0, 0) > 0) {
  if (message.readUInt32LE(8) !== WM_CLOSE) continue
  appendFileSync(notes, 'asked\n')
  if (manner === 'closes') break
}
