/** The environment variables that tell a helper what to be; its command line holds what the scenario passes. */
export const START_VARIABLE = 'SHAREMEM_PARTICIPANT'
/** The id of the process that has started it. */
export const HOST_VARIABLE = 'SHAREMEM_HOST'
