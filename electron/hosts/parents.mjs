/**
 * Whether the processes that started this one are still there. npm starts a script through a shell, which may stay in
 * between: then npm can be ended without anybody telling the script.
 */
import { readFileSync, readlinkSync } from 'node:fs'

/** @returns {number | null} null where the system does not tell, or no longer */
function parentOf(/** @type {number} */ pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it is in parentheses, and may hold any character.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

function programOf(/** @type {number | 'self'} */ pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`)
  } catch {
    return null
  }
}

/** Also for a process of another user, whom no signal of ours may reach. */
function isThere(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * The process that started this one, what started that, and so on up to npm, which runs in Node as we do. Without npm,
 * and where the system does not tell, it is the one that started this one.
 */
function chain() {
  const pids = [process.ppid]
  for (let pid = process.ppid; programOf(pid) !== programOf('self'); ) {
    const above = parentOf(pid)
    if (above === null || above <= 1) return [process.ppid]
    pids.push(above)
    pid = above
  }
  return pids
}

/**
 * Notes who has started this process.
 * @returns {() => boolean} whether one of them has gone since
 */
export function noteParents() {
  const pids = chain()
  // On Windows a process keeps its parent's number when that has ended, and under Wine it may never have had one.
  const wasThere = isThere(process.ppid)
  return () =>
    process.ppid !== pids[0] ||
    (wasThere && !isThere(process.ppid)) ||
    pids.slice(1).some((pid, index) => parentOf(pids[index] ?? 0) !== pid)
}
