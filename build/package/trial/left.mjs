/** What is there afterwards and was not before. */

/** What others than the app write, each for its reason. */
const OTHERS = [
  // Wine's console notes its colours when a console program first runs.
  /^\[HKEY_CURRENT_USER\\Console\]/,
  // And its desktop, what it has of a user's settings for as long as it runs.
  /^\[HKEY_CURRENT_USER\\Software\\Wine\\Temporary System Parameters\\/,
  // NSIS runs its uninstaller as a copy, and its libraries from there: Windows deletes them at its next start.
  /\\Temp\\(?:~nsu|ns)\w+\.tmp(?:\\|$)/,
]

/**
 * @param {string[]} before
 * @param {string[]} after
 * @returns {string[]} without what others write
 */
export function left(before, after) {
  const known = new Set(before)
  return after.filter((line) => !known.has(line) && !OTHERS.some((pattern) => pattern.test(line)))
}
