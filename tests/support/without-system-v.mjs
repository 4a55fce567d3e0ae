/**
 * Runs a command as on a kernel without System V IPC: its three calls that make or find an object answer ENOSYS, to this
 * process from now on and to all that it starts. With `--pidfd` before the command it is pidfd_open that does.
 */
import { spawnSync } from 'node:child_process'
import koffi from 'koffi'

const PR_SET_SECCOMP = 22
const PR_SET_NO_NEW_PRIVS = 38
const SECCOMP_MODE_FILTER = 2
const SECCOMP_RET_ALLOW = 0x7fff0000
const SECCOMP_RET_ERRNO = 0x50000
const ENOSYS = 38
/** Instructions of the kernel's filter machine: load a word, compare and jump, return. */
const [LOAD, JUMP_IF_EQUAL, RETURN] = [0x20, 0x15, 0x06]

const [first, ...others] = process.argv.slice(2)
const command = first === '--pidfd' ? others : process.argv.slice(2)
const PIDFD_OPEN = [434]
/** The numbers of shmget, msgget and semget. */
const SYSTEM_V = process.arch === 'arm64' ? [194, 186, 190] : [29, 68, 64]
const numbers = first === '--pidfd' ? PIDFD_OPEN : SYSTEM_V

const instruction = (/** @type {number} */ code, /** @type {number} */ value, whenTrue = 0, whenFalse = 0) => {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16LE(code, 0)
  bytes.writeUInt8(whenTrue, 2)
  bytes.writeUInt8(whenFalse, 3)
  bytes.writeUInt32LE(value, 4)
  return bytes
}

const program = Buffer.concat([
  instruction(LOAD, 0),
  ...numbers.map((number, index) => instruction(JUMP_IF_EQUAL, number, numbers.length - index)),
  instruction(RETURN, SECCOMP_RET_ALLOW),
  instruction(RETURN, SECCOMP_RET_ERRNO | ENOSYS),
])
const filter = Buffer.alloc(16)
filter.writeUInt16LE(program.length / 8, 0)
filter.writeBigUInt64LE(koffi.address(program), 8)

const prctl = koffi.load(null).func('int prctl(int option, uintptr_t value, void *more, uintptr_t, uintptr_t)')
if (
  prctl(PR_SET_NO_NEW_PRIVS, 1, null, 0, 0) !== 0 ||
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter, 0, 0) !== 0
) {
  throw new Error('The kernel takes no filter.')
}
const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' })
process.exitCode = status ?? 1
