/** Draws what has come in an animation frame, and not so often that the run has to wait for the drawing. */

/** After something was drawn, everything else has so many times as long as that took, unless the run has fallen quiet. */
const REST = 15
/** But no longer than so many milliseconds: who watches such a run is to see it go on. */
const LONGEST = 1500
/** A run of which nothing has come for so many milliseconds waits itself: there is time to draw it, however long that takes. */
const QUIET = 50

export interface Pace {
  /** It is drawn in the next frame, or where the run is `hurried`, when there has been time for everything else. */
  request(hurried: boolean): void
  /** What has been asked for is not to be drawn any more. */
  cancel(): void
}

export function createPace(draw: () => void): Pace {
  let requested = false
  /** Whether a frame has been asked for, or else what waits until there may be one. */
  let framed = false
  let waiting: ReturnType<typeof setTimeout> | undefined
  /** Whether the browser still draws what was drawn last, and until when there is time for everything else then. */
  let drawing = false
  let restsUntil = 0

  function frame() {
    clearTimeout(waiting)
    waiting = undefined
    framed = true
    requestAnimationFrame(drawNow)
  }
  function rest() {
    clearTimeout(waiting)
    const left = restsUntil - performance.now()
    if (left > 0) waiting = setTimeout(frame, Math.min(left, QUIET))
    else frame()
  }
  function drawNow() {
    framed = false
    if (!requested) return
    requested = false
    drawing = true
    const start = performance.now()
    draw()
    // By then the browser has laid it out and painted it.
    setTimeout(() => {
      const end = performance.now()
      drawing = false
      restsUntil = end + Math.min(LONGEST, REST * (end - start))
      if (requested && !framed) rest()
    })
  }
  return {
    request(hurried) {
      requested = true
      if (framed) return
      if (!hurried) frame()
      else if (!drawing) rest()
    },
    cancel() {
      clearTimeout(waiting)
      waiting = undefined
      framed = false
      requested = false
    },
  }
}
