/** The page needs no permission that a browser asks for, so it gets none. */
import { session } from 'electron'
import { PARTITION } from './scheme.ts'

export function setupPermissions(): void {
  const ours = session.fromPartition(PARTITION)
  ours.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  ours.setPermissionCheckHandler(() => false)
  ours.setDevicePermissionHandler(() => false)
}
