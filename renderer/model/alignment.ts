/**
 * Aligns two sequences so that as much of them as possible matches in order: E. W. Myers, "An O(ND) Difference Algorithm
 * and Its Variations" (1986), in linear space.
 */

import { countBefore } from './fold.ts'

type Sequence = ArrayLike<number>

/** Where in both sequences an equal stretch lies on a shortest way from one to the other. */
interface Snake {
  readonly x: number
  readonly y: number
  readonly length: number
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The middle one, found from both ends at once; null where nothing in the box matches. */
function middleSnake(a: Sequence, b: Sequence, { left, right, top, bottom }: Box): Snake | null {
  const [width, height] = [right - left, bottom - top]
  const delta = width - height
  const odd = delta % 2 !== 0
  const most = Math.ceil((width + height) / 2)
  // By diagonal, from -most to most: how far each way has come.
  const forward = new Int32Array(2 * most + 2)
  const backward = new Int32Array(2 * most + 2)
  for (let d = 0; d <= most; d += 1) {
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (forward[most + k - 1] ?? 0) < (forward[most + k + 1] ?? 0))
      let x = down ? (forward[most + k + 1] ?? 0) : (forward[most + k - 1] ?? 0) + 1
      const from = x
      while (x < width && x - k < height && a[left + x] === b[top + x - k]) x += 1
      forward[most + k] = x
      const other = delta - k
      if (odd && Math.abs(other) < d && x + (backward[most + other] ?? 0) >= width)
        return { x: left + from, y: top + from - k, length: x - from }
    }
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (backward[most + k - 1] ?? 0) < (backward[most + k + 1] ?? 0))
      let x = down ? (backward[most + k + 1] ?? 0) : (backward[most + k - 1] ?? 0) + 1
      const from = x
      while (x < width && x - k < height && a[right - 1 - x] === b[bottom - 1 - x + k]) x += 1
      backward[most + k] = x
      const other = delta - k
      if (!odd && Math.abs(other) <= d && x + (forward[most + other] ?? 0) >= width)
        return { x: right - x, y: bottom - x + k, length: x - from }
    }
  }
  return null
}

/** Where something stands in a sequence that the other one has as well: all else matches nothing, and costs time. */
function placesOfCommon(sequence: Sequence, other: Sequence): number[] {
  const others = new Set(Array.from(other))
  return Array.from(sequence, (_, place) => place).filter((place) => others.has(sequence[place] ?? Number.NaN))
}

/** The places of what matches, first in `a` and then in `b`, in order. */
export function align(a: Sequence, b: Sequence): [number, number][] {
  const [ofA, ofB] = [placesOfCommon(a, b), placesOfCommon(b, a)]
  const common = (sequence: Sequence, places: readonly number[]) =>
    Int32Array.from(places, (place) => sequence[place] ?? 0)
  return alignCommon(common(a, ofA), common(b, ofB)).map(([x, y]) => [ofA[x] ?? 0, ofB[y] ?? 0])
}

function alignCommon(a: Sequence, b: Sequence): [number, number][] {
  const pairs: [number, number][] = []
  function within(box: Box) {
    let { left, right, top, bottom } = box
    while (left < right && top < bottom && a[left] === b[top]) pairs.push([left++, top++])
    const ends: [number, number][] = []
    while (left < right && top < bottom && a[right - 1] === b[bottom - 1]) ends.push([--right, --bottom])
    if (left < right && top < bottom) part({ left, right, top, bottom })
    for (const pair of ends.toReversed()) pairs.push(pair)
  }
  function part(box: Box) {
    const snake = middleSnake(a, b, box)
    if (!snake) return
    const { x, y, length } = snake
    within({ ...box, right: x, bottom: y })
    for (let at = 0; at < length; at += 1) pairs.push([x + at, y + at])
    within({ ...box, left: x + length, top: y + length })
  }
  within({ left: 0, right: a.length, top: 0, bottom: b.length })
  return pairs
}

/**
 * The places of as many different numbers as possible that rise from one to the next: M. L. Fredman, "On computing the
 * length of longest increasing subsequences" (1975).
 */
export function longestRising(numbers: Sequence): number[] {
  /** For each length, where the smallest number stands that so many can end with; and what comes before each. */
  const ends: number[] = []
  const before = new Int32Array(numbers.length)
  for (let at = 0; at < numbers.length; at += 1) {
    const length = countBefore(ends, numbers[at] ?? 0, (end) => numbers[end] ?? 0)
    before[at] = ends[length - 1] ?? -1
    ends[length] = at
  }
  const places: number[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) places.push(at)
  return places.toReversed()
}
