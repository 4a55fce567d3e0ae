/** Above the picture: the lesson that is given, what is shown where that is no live run, and the runs that are kept. */
import { LessonBar } from './lesson-bar.tsx'
import { RecordingStrip } from './recording-strip.tsx'
import { RunChips } from './run-chips.tsx'

export const Strips = () => (
  <div>
    <LessonBar />
    <div className="strips">
      <RecordingStrip />
      <RunChips />
    </div>
  </div>
)
