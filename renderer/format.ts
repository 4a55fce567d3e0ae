/** Numbers and names as the screen writes them. */

/** A number of bytes: `4 096 B`. */
export const bytes = (count: number) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ' ')} B`

/** Cut to what fits, with an ellipsis; `width` and `character` are in pixels. */
export function fit(text: string, width: number, character: number): string {
  const room = Math.max(4, Math.floor(width / character))
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`
}

/** `0x6FFF0000` of an object, or a null pointer. */
export const isNull = (hexadecimal: string) => Number(hexadecimal) === 0

const keyNames: Record<string, string> = { ' ': 'space', ArrowLeft: '←', ArrowRight: '→', 'Control+k': 'Ctrl+K' }

/** A key of `KeyboardEvent.key`, as people know it. */
export const keyName = (key: string) => keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key)
