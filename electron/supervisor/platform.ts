/** The platform of a trace's header. */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import type { Platform } from '../contract/trace.ts'

export function platformOf(): Platform {
  const { kernel, wine } = recommendedNative(noKernelLog)
  return {
    os: process.platform === 'win32' ? 'win32' : 'linux',
    kernel,
    node: process.versions.node,
    arch: process.arch,
    ...(wine === undefined ? {} : { wine }),
  }
}
