import { Fragment } from 'react'

/** Names longer than this may need two lines in a narrow pane, in characters. */
const LONG = 12
const JOINTS = /(?<=_)|(?<=[a-z])(?=[A-Z])/

/** Text whose long names break at their joints only: `WAIT_OBJECT_0` behind a line, `WaitForSingleObject` before a capital. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=\s)/).map((word, index) => {
    const parts = word.length > LONG ? word.split(JOINTS) : [word]
    return parts.map((part, at) => (
      <Fragment key={`${index} ${at}`}>
        {at > 0 && <wbr />}
        {part}
      </Fragment>
    ))
  })
}
