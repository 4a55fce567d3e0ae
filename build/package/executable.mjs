/** Which system and processor a program or a library is for, as its own header says. */

/** COFF's `Machine`, from Microsoft's PE format. */
const PE_MACHINES = new Map([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
])
/** ELF's `e_machine`, from elf.h: EM_X86_64 and EM_AARCH64. */
const ELF_MACHINES = new Map([
  [62, 'x64'],
  [183, 'arm64'],
])
const PE_OFFSET = 0x3c

/** @returns {string} `win32-x64` and the like, or what it is instead */
export function machineOf(/** @type {Buffer} */ bytes) {
  if (bytes.subarray(0, 4).toString('latin1') === '\x7fELF') {
    const machine = bytes.readUInt16LE(18)
    return `linux-${ELF_MACHINES.get(machine) ?? machine}`
  }
  if (bytes.subarray(0, 2).toString('latin1') !== 'MZ') return 'no program'
  const machine = bytes.readUInt16LE(bytes.readUInt32LE(PE_OFFSET) + 4)
  return `win32-${PE_MACHINES.get(machine) ?? `0x${machine.toString(16)}`}`
}
