/** For a run whose memory is measured: SIGUSR2 has its main thread collect what it no longer holds. */
const { isMainThread } = require('node:worker_threads')

if (isMainThread) process.on('SIGUSR2', () => globalThis.gc?.())
