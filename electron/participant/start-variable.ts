/** The environment variable that tells a helper what to be; its command line holds what the scenario passes. */
export const START_VARIABLE = 'SHAREMEM_PARTICIPANT'
