/**
 * Which line of its own file the scenario is at. The build has the file itself note it (build/places/mark-places.ts): to
 * ask for a stack trace at each call costs more than the call.
 */

/** 0 is nowhere in it, or in a build that notes nothing. */
export const place = { line: 0 }

/** Notes the line, once `value` is known: what was called for it was noted meanwhile. */
export function at<T>(line: number, value: T): T {
  place.line = line
  return value
}
