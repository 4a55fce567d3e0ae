/** The unit in which OS/2 hands out memory, commits it and protects it, in bytes. */
export const PAGE = 4096

export const roundToPages = (bytes: number) => Math.ceil(bytes / PAGE) * PAGE
