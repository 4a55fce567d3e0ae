/** An exchange of welcome-text: the text, from its section’s creation to its end. */
import { textExchange } from '../text-exchange.ts'

export const exchange = textExchange('creator', 'reader', [])
