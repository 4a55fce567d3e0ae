/** Whether this page was built to play recordings and nothing else: `npm run build:static`. */
export const playerOnly = import.meta.env.MODE === 'static'

export const PLAYER_ONLY = 'This page plays recordings; it has no processes.'
