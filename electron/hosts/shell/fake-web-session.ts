/** Of the stand-in for the module `electron`: the session whose permissions and schemes the shell decides. */
import { EventEmitter } from 'node:events'

type ProtocolHandler = (request: Request) => Promise<Response>

export class FakeSession extends EventEmitter {
  readonly schemes = new Map<string, ProtocolHandler>()
  readonly protocol = { handle: (scheme: string, handler: ProtocolHandler) => void this.schemes.set(scheme, handler) }
  permissionRequest: ((contents: null, permission: string, decide: (granted: boolean) => void) => void) | null = null
  permissionCheck: (() => boolean) | null = null
  devicePermission: (() => boolean) | null = null

  setPermissionRequestHandler(handler: FakeSession['permissionRequest']) {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: FakeSession['permissionCheck']) {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler(handler: FakeSession['devicePermission']) {
    this.devicePermission = handler
  }
}
