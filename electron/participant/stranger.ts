/**
 * A third process that means harm, as the room of the scenario that is its argument describes it: it posts to the windows
 * that it is told of, and rewrites shared memory. It uses what any process of the same user may use.
 */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import type { StrangerCommand } from '../contract/participant.ts'
import type { Harm } from '../scenarios/scenario.ts'
import { hostProcess, isOrphan } from './host-process.ts'
import { loadRoom } from './room.ts'

if (isOrphan()) process.exit(1)

const native = recommendedNative(noKernelLog)
native.processes.endWithParent(hostProcess())
process.on('disconnect', () => process.exit())
process.on('SIGINT', () => {})

const [scenario = ''] = process.argv.slice(2)
void loadRoom(scenario).then(({ harm }) => {
  if (!harm) throw new Error(`nothing is described that a third process does to ${scenario}`)
  doHarm(harm)
})

function doHarm(harm: Harm) {
  const windows = new Set<number>()
  const { counts, post, rewrite } = harm.begin(native, windows)
  let busy = true

  process.on('message', (command: StrangerCommand) => {
    if (command.type === 'window') windows.add(command.window)
    else if (command.type === 'gone') windows.delete(command.window)
    else end()
  })
  const posting = setInterval(post, harm.pause)

  function end() {
    busy = false
    clearInterval(posting)
    process.send?.(counts)
    process.disconnect()
  }
  function loop() {
    rewrite()
    if (busy) setImmediate(loop)
  }
  loop()
}
