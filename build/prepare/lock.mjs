/**
 * One holder at a time of a name on this machine. The lock is a listening socket and not a file, so that the system
 * itself takes it back when its holder dies, however it dies.
 */
import { createHash } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the socket of a name is: a pipe on Windows, an abstract socket, without a file, on Linux. */
function addressOf(/** @type {string} */ name) {
  const id = `sharemem-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`
  return process.platform === 'linux' ? `\0${id}` : join(tmpdir(), `${id}.sock`)
}

/** @returns {Promise<(() => void) | null>} what gives it back; null while another holds it */
function tryLock(/** @type {string} */ address) {
  return new Promise((resolve, reject) => {
    const waiting = new Set()
    const server = createServer((socket) => {
      waiting.add(socket)
      socket.on('error', () => {}).on('close', () => waiting.delete(socket))
    })
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen(address, () => {
      server.unref()
      resolve(() => {
        server.close()
        for (const socket of waiting) socket.destroy()
      })
    })
  })
}

/** @returns {Promise<void>} resolves when the present holder has given it back or has died */
function untilFree(/** @type {string} */ address) {
  return new Promise((resolve) => {
    const socket = connect(address)
    // The data is never read; without this, the end of the connection would not be noticed.
    socket.resume()
    socket.on('error', () => {}).on('close', () => resolve())
  })
}

/**
 * Waits until the name is free and takes it.
 * @param {string} name any text, such as a folder
 * @param {() => void} onWait called once when another holds it
 * @returns {Promise<() => void>} what gives it back
 */
export async function lock(name, onWait) {
  const address = addressOf(name)
  let told = false
  for (;;) {
    const release = await tryLock(address)
    if (release) return release
    if (!told) onWait()
    told = true
    await untilFree(address)
  }
}
