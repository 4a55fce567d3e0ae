/** Who may use the kernel objects made here: this user only, whatever the default for new objects is. */
import { koffi } from '../koffi.ts'

const declare = () => {
  const advapi32 = koffi().load('advapi32.dll')
  return {
    OpenProcessToken: advapi32.func('int OpenProcessToken(intptr_t process, uint32_t access, void *token)'),
    GetTokenInformation: advapi32.func(
      'int GetTokenInformation(intptr_t token, int kind, void *information, uint32_t size, void *needed)',
    ),
    ConvertSidToStringSidW: advapi32.func('int ConvertSidToStringSidW(uintptr_t sid, void *text)'),
    ConvertStringSecurityDescriptorToSecurityDescriptorW: advapi32.func(
      'ConvertStringSecurityDescriptorToSecurityDescriptorW',
      'int',
      ['str16', 'uint32_t', 'void *', 'void *'],
    ),
    GetKernelObjectSecurity: advapi32.func(
      'int GetKernelObjectSecurity(intptr_t handle, uint32_t what, void *descriptor, uint32_t size, void *needed)',
    ),
    ConvertSecurityDescriptorToStringSecurityDescriptorW: advapi32.func(
      'ConvertSecurityDescriptorToStringSecurityDescriptorW',
      'int',
      ['void *', 'uint32_t', 'uint32_t', 'void *', 'void *'],
    ),
    CloseHandle: koffi().load('kernel32.dll').func('int CloseHandle(intptr_t handle)'),
  }
}

const CURRENT_PROCESS = -1
const TOKEN_QUERY = 8
const TOKEN_USER = 1
const DACL_SECURITY_INFORMATION = 4
const SDDL_REVISION = 1
const POINTER = 8
const SECURITY_ATTRIBUTES = { size: 24, descriptor: 8 } as const

/** Text of UTF-16 units that ends with a zero, somewhere in this process's memory. */
const textAt = (address: bigint) => koffi().decode(address, 'char16_t', -1) as string

function must(ok: number, call: string) {
  if (ok === 0) throw new Error(`${call} failed: who may use kernel objects can be neither set nor asked.`)
}

/** The user that this process runs as: `S-1-5-21-...`. */
export function currentUser(): string {
  const { OpenProcessToken, GetTokenInformation, ConvertSidToStringSidW, CloseHandle } = declare()
  const handle = Buffer.alloc(POINTER)
  must(OpenProcessToken(CURRENT_PROCESS, TOKEN_QUERY, handle), 'OpenProcessToken')
  const token = Number(handle.readBigInt64LE())
  const information = Buffer.alloc(256)
  const text = Buffer.alloc(POINTER)
  must(
    GetTokenInformation(token, TOKEN_USER, information, information.byteLength, Buffer.alloc(4)),
    'GetTokenInformation',
  )
  must(ConvertSidToStringSidW(Number(information.readBigUInt64LE()), text), 'ConvertSidToStringSidW')
  CloseHandle(token)
  return textAt(text.readBigUInt64LE())
}

/** An access control list that inherits nothing and grants everything to one user. */
export const onlyFor = (user: string) => `D:P(A;;GA;;;${user})`

function create(): Buffer {
  const descriptor = Buffer.alloc(POINTER)
  must(
    declare().ConvertStringSecurityDescriptorToSecurityDescriptorW(
      onlyFor(currentUser()),
      SDDL_REVISION,
      descriptor,
      null,
    ),
    'ConvertStringSecurityDescriptorToSecurityDescriptorW',
  )
  const attributes = Buffer.alloc(SECURITY_ATTRIBUTES.size)
  attributes.writeUInt32LE(SECURITY_ATTRIBUTES.size, 0)
  descriptor.copy(attributes, SECURITY_ATTRIBUTES.descriptor)
  return attributes
}

let created: Buffer | null = null

/** SECURITY_ATTRIBUTES for this user only; made at the first use in each thread, and kept as long as it. */
export function privateSecurity(): Buffer {
  created ??= create()
  return created
}

/** The access control list of the object behind a handle, as text: `D:P(A;;0xf001f;;;S-1-5-...)`. */
export function securityOf(handle: number): string {
  const { GetKernelObjectSecurity, ConvertSecurityDescriptorToStringSecurityDescriptorW: toText } = declare()
  const descriptor = Buffer.alloc(1024)
  const text = Buffer.alloc(POINTER)
  const told = GetKernelObjectSecurity(
    handle,
    DACL_SECURITY_INFORMATION,
    descriptor,
    descriptor.length,
    Buffer.alloc(4),
  )
  must(told, 'GetKernelObjectSecurity')
  must(toText(descriptor, SDDL_REVISION, DACL_SECURITY_INFORMATION, text, null), 'The text of a security descriptor')
  return textAt(text.readBigUInt64LE())
}
