/** The icons of all sizes, made from the screen's own SVG. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'

/** What desktops of the freedesktop.org kind look for, in pixels. */
export const PNG_SIZES = [16, 32, 48, 64, 128, 256, 512]
/** What Windows looks for at its usual scales. */
export const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256]

const HEADER = 6
const ENTRY = 16

/** @returns {Buffer} */
function render(/** @type {string} */ svg, /** @type {number} */ size) {
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng())
}

/**
 * An ICO file of PNG images, as Windows reads them since Vista.
 * @param {{ size: number, png: Buffer }[]} images
 */
export function icoOf(images) {
  const head = Buffer.alloc(HEADER + ENTRY * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of images.entries()) {
    const entry = HEADER + ENTRY * index
    // A byte each for width and height: 256 is written as 0.
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}

/** Writes `icon.ico`, and `icons/` with a PNG of each size. */
export function makeIcons(/** @type {string} */ svgFile, /** @type {string} */ folder) {
  const svg = readFileSync(svgFile, 'utf8')
  mkdirSync(join(folder, 'icons'), { recursive: true })
  for (const size of PNG_SIZES) writeFileSync(join(folder, 'icons', `${size}x${size}.png`), render(svg, size))
  writeFileSync(join(folder, 'icon.ico'), icoOf(ICO_SIZES.map((size) => ({ size, png: render(svg, size) }))))
}
