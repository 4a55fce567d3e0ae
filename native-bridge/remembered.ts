/** What is made of a number is made again and again, of the same few numbers. */

/** Returns what `make` does, and remembers it for so many numbers at a time. */
export function remembered<T>(most: number, make: (value: number) => T): (value: number) => T {
  const known = new Map<number, T>()
  return (value) => {
    const found = known.get(value)
    if (found !== undefined) return found
    if (known.size >= most) known.clear()
    const made = make(value)
    known.set(value, made)
    return made
  }
}
