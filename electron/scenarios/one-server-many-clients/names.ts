/** What clients and server agree on beforehand. Chosen, but for what they are: the article shows no line of its sample. */
const PREFIX = 'ApplicationSpecific'

/** The structure that all of them map. */
export const SHARED_MEM = `${PREFIX}SharedMem`
/** Set by a client: its request is there. */
export const EXEC = `${PREFIX}Exec`
/** Set by the server: its reply is there. */
export const DONE = `${PREFIX}Done`
/** The mutex among clients: who has it may ask. The server never takes it. */
export const FREE = `${PREFIX}Free`
/** The mutex that the one server owns for as long as it lives. */
export const SERVER = `${PREFIX}Server`
/** Set by who closes the server; a dot and its process id follow, as another one may be there or have gone. */
export const SHUTDOWN = `${PREFIX}Shutdown`

/** The most clients at a time. */
export const MOST_CLIENTS = 8
