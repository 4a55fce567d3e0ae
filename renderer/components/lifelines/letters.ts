/** How wide words are in the picture, in pixels: known without drawing them, so that they can be cut to their room. */

/** Of the letters at 12 px, in Inter; most capitals are a third wider than most small ones. */
const WIDTHS: readonly (readonly [number, string])[] = [
  [3, 'ijl’'],
  [3.4, ' !,.:I·'],
  [3.7, "';`"],
  [4, 't|'],
  [4.4, '()/[\\]fr'],
  [5.1, '1{}'],
  [5.4, '-_“”'],
  [5.6, '"^'],
  [6.1, '*?'],
  [6.5, 'ksx'],
  [6.8, '7JLacvyz'],
  [7.1, '5EFehnou'],
  [7.4, '023689Zbdgpq'],
  [7.7, '#$&4BPRST'],
  [8, '+<=>KXY~×'],
  [8.3, 'AV'],
  [8.8, 'CDHU'],
  [9.1, 'GNOQ'],
  [10, 'w→'],
  [10.5, 'm…'],
  [10.9, 'M'],
  [11.7, '%@W'],
  [12, '—'],
]
/** Of all others. */
const OTHER = 8

const widths = new Map(WIDTHS.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)))

/** Of words in the sans-serif font. */
export function inSans(text: string): number {
  let width = 0
  for (const letter of text) width += widths.get(letter) ?? OTHER
  return width
}

/** 7.5, but some systems place letters at whole pixels. */
const MONO = 8

/** Of names of calls, whose letters are all as wide. */
export const inMono = (text: string) => text.length * MONO
