/** Waiting for what a program of somebody else's makes, before the participant's own begins. */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { FILE_MAP_READ } from '../../native-bridge/winnt.ts'
import { type Cells, STOPPING, sleepUntil, whileWaiting } from './cells.ts'

/** How often the kernel is asked whether there is such a section, in milliseconds. */
const LOOK_AGAIN = 5
/**
 * In the protocols nobody comes before the section is filled. That it is, its first bytes tell; one that begins with
 * zeros is taken as it is after so many milliseconds.
 */
const SETTLE = 150
const BEGINNING = 4

/** Returns once there is a section of this name, and something in it; or once this process is to end. */
export function awaitSection(cells: Cells, name: string): void {
  const { objects, sections } = recommendedNative(noKernelLog)
  const stopping = () => Atomics.load(cells, STOPPING) === 1

  /** Null where there is none. */
  function isFilled(): boolean | null {
    const opened = objects.openSection(FILE_MAP_READ, false, name)
    if (!opened.ok) return null
    const view = objects.map(opened.value, FILE_MAP_READ, 0, 0, 0)
    const bytes = Buffer.alloc(BEGINNING)
    if (view.ok) {
      sections.read(view.value.address, bytes)
      objects.unmap(view.value.address)
    }
    objects.close(opened.value)
    return bytes.some((byte) => byte !== 0)
  }

  whileWaiting(cells, () => {
    while (!stopping() && isFilled() === null) sleepUntil(cells, stopping, LOOK_AGAIN)
    for (let waited = 0; waited < SETTLE && isFilled() === false; waited += LOOK_AGAIN) {
      sleepUntil(cells, stopping, LOOK_AGAIN)
    }
    // Who fills it may be in the middle of that.
    sleepUntil(cells, stopping, LOOK_AGAIN)
  })
}
