/** A duration as a person reads it, given in nanoseconds: `12.3 µs`, `171 µs`, `12.4 ms`, `3.20 s`. */
export function duration(nanoseconds: number): string {
  const microseconds = nanoseconds / 1e3
  if (microseconds < 100) return `${microseconds.toFixed(1)} µs`
  if (Math.round(microseconds) < 10_000) return `${Math.round(microseconds)} µs`
  if (microseconds < 1e6) return `${(microseconds / 1e3).toFixed(1)} ms`
  return `${(microseconds / 1e6).toFixed(2)} s`
}
