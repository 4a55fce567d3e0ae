/** Numbers and names as the screen writes them. */

/** A number of bytes: `4 096 B`. */
export const bytes = (count: number) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ' ')} B`

/** A figure at the end, and whether it may still have a unit: an address has none. */
const FIGURE = /\s+(?:0x[\dA-F]*|((?:\d{1,3} )*\d\S*\s?))$/

/** As many letters are left of everything, whatever fits. */
const LEAST = 3

/** Cut to what fits, with an ellipsis, but never within a figure or before its unit; widths are in pixels. */
export function fit(text: string, width: number, widthOf: (text: string) => number): string {
  if (text.length <= LEAST + 1 || widthOf(text) <= width) return text
  let room = LEAST
  while (widthOf(`${text.slice(0, room + 1)}…`) <= width) room += 1
  const cut = text.slice(0, room)
  const figure = FIGURE.exec(cut)
  const isWhole = figure?.[1] === undefined && text[room] === ' '
  return `${figure && !isWhole ? cut.slice(0, figure.index) : cut}…`
}

/** `0x6FFF0000` of an object, or a null pointer. */
export const isNull = (hexadecimal: string) => Number(hexadecimal) === 0

const keyNames: Record<string, string> = { ' ': 'space', ArrowLeft: '←', ArrowRight: '→', 'Control+k': 'Ctrl+K' }

/** A key of `KeyboardEvent.key`, as people know it. */
export const keyName = (key: string) => keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key)

/** `Exec, Done, and Shutdown`. */
export const listed = (names: readonly string[]): string => new Intl.ListFormat('en').format(names)
