/** `Request` for `request`: a noun where a line begins with it. */
export const capital = (noun: string): string => `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`
