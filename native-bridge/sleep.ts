/** Blocks the calling thread, for pauses between two looks at what another thread or process is just doing. */
export function sleep(milliseconds: number) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
