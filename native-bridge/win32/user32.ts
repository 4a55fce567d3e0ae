/** user32's calls: koffi declarations and nothing else. Handles and addresses are plain numbers. */
import { koffi } from '../koffi.ts'

const declare = () => {
  const user32 = koffi().load('user32.dll')
  const windowClass = koffi().struct({
    cbSize: 'uint32_t',
    style: 'uint32_t',
    lpfnWndProc: 'uintptr_t',
    cbClsExtra: 'int',
    cbWndExtra: 'int',
    hInstance: 'intptr_t',
    hIcon: 'intptr_t',
    hCursor: 'intptr_t',
    hbrBackground: 'intptr_t',
    lpszMenuName: 'uintptr_t',
    lpszClassName: 'str16',
    hIconSm: 'intptr_t',
  })
  return {
    RegisterClassExW: user32.func('RegisterClassExW', 'uint16_t', [koffi().pointer(windowClass)]),
    CreateWindowExW: user32.func('CreateWindowExW', 'intptr_t', [
      'uint32_t',
      'str16',
      'str16',
      'uint32_t',
      'int',
      'int',
      'int',
      'int',
      'intptr_t',
      'intptr_t',
      'intptr_t',
      'void *',
    ]),
    DestroyWindow: user32.func('int DestroyWindow(intptr_t window)'),
    PeekMessageW: user32.func('PeekMessageW', 'int', ['void *', 'intptr_t', 'uint32_t', 'uint32_t', 'uint32_t']),
    GetMessageW: user32.func('int GetMessageW(void *message, intptr_t window, uint32_t lowest, uint32_t highest)'),
    DispatchMessageW: user32.func('intptr_t DispatchMessageW(const void *message)'),
    PostMessageW: user32.func('int PostMessageW(intptr_t window, uint32_t id, uintptr_t wParam, intptr_t lParam)'),
    PostThreadMessageW: user32.func('PostThreadMessageW', 'int', ['uint32_t', 'uint32_t', 'uintptr_t', 'intptr_t']),
    GetWindowThreadProcessId: user32.func('uint32_t GetWindowThreadProcessId(intptr_t window, void *process)'),
  }
}

let declared: ReturnType<typeof declare> | null = null

/** Declared at the first use in each thread. */
export function user32() {
  declared ??= declare()
  return declared
}
export type User32 = ReturnType<typeof user32>

/** The parent of windows that get only messages. */
export const HWND_MESSAGE = -3
export const HWND_BROADCAST = 0xffff
export const WM_QUIT = 0x12
export const WM_USER = 0x400
export const PM_NOREMOVE = 0

/** Layouts on 64-bit machines, in bytes. */
export const WNDCLASSEXW = { size: 80 } as const
export const MSG = { size: 48, hwnd: 0, message: 8, wParam: 16, lParam: 24 } as const
