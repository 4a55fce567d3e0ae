/** An exchange of parent-and-child: the text, from its section’s creation to its end. */
import { moment, textExchange, theLatest } from '../text-exchange.ts'

export const exchange = textExchange('parent', 'child', [
  moment('child started', { kind: 'call', name: 'CreateProcess', program: 'parent' }, theLatest),
])
