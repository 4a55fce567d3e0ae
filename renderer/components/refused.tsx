/** Above the strip, for a while: why a key that was pressed does nothing now. Read out as well. */
import { refusedInWords } from '../refused.ts'
import { useStore } from '../store.ts'

export const Refused = () => (
  <p className="refused" role="status">
    {useStore(refusedInWords)}
  </p>
)
