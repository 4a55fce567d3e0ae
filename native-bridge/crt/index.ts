/**
 * How the programs of the sources talk to a person: console functions of the C run-time library, and a box of MFC's.
 * Sources: Microsoft C Run-Time Library Reference, MFC Reference.
 */
import type { Scalar, Tracer } from '../trace.ts'
import { now } from '../units.ts'

export interface Crt {
  /** Prints narrow text. Returns how many characters were printed. */
  printf(text: string): number
  /** Prints wide text. Returns how many characters were printed. */
  wprintf(text: string): number
  /** Waits until a key is pressed at the process's console. Returns its code: that of Enter. */
  getchar(): number
  /** The same. */
  _getwch(): number
  /** Whether a key has been pressed that nobody has taken yet; it is left there. */
  _kbhit(): number
  /** Shows a text, and waits until it is dismissed. Here the console shows it, and a key dismisses it. Returns IDOK (1). */
  AfxMessageBox(lpszText: string): number
}

export interface Keyboard {
  /** Waits until the person, or whoever stands in for them, presses a key; false when the process is about to end. */
  awaitKey(): boolean
  /** Whether one has been pressed that was not waited for yet. */
  isPressed(): boolean
}

export interface CrtParts {
  readonly tracer: Tracer
  readonly keyboard: Keyboard
}

/** What a call that waits for a key waits for. */
export const KEYBOARD = 'keyboard'

const ENTER = 13
const EOF = -1
const IDOK = 1

export function createCrt({ tracer, keyboard }: CrtParts): Crt {
  const ended = (value: number) => ({
    value,
    code: value,
    name: value === EOF ? 'EOF' : String(value),
    ok: value !== EOF,
  })

  function print(name: string, text: string) {
    return tracer.call({ api: 'crt', name, args: { text } }, () => {
      tracer.record({ kind: 'output', t: now(), text })
      return ended(text.length)
    })
  }
  function show(text: string): boolean {
    tracer.record({ kind: 'output', t: now(), text: `${text}\n` })
    return keyboard.awaitKey()
  }
  const key = (name: string, args: Record<string, Scalar> = {}) =>
    tracer.call({ api: 'crt', name, args, waits: [KEYBOARD], timeout: null }, () =>
      ended(keyboard.awaitKey() ? ENTER : EOF),
    )

  return {
    printf: (text) => print('printf', text),
    wprintf: (text) => print('wprintf', text),
    getchar: () => key('getchar'),
    _getwch: () => key('_getwch'),
    _kbhit: () => tracer.call({ api: 'crt', name: '_kbhit', args: {} }, () => ended(keyboard.isPressed() ? 1 : 0)),
    AfxMessageBox: (lpszText) =>
      tracer.call({ api: 'crt', name: 'AfxMessageBox', args: { lpszText }, waits: [KEYBOARD], timeout: null }, () =>
        show(lpszText) ? { value: IDOK, code: IDOK, name: 'IDOK', ok: true } : ended(EOF),
      ),
  }
}
