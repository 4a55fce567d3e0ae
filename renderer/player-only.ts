/** Whether this page was built to play recordings and nothing else: `npm run build:static`. */
export const playerOnly = import.meta.env.MODE === 'static'
