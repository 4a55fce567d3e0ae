/** What can be read from the last row before the next step: of several sentences the first. */

/** A point may stand in a name or a number as well: a sentence ends where another one begins. */
const FIRST = /^.*?[.!?…][”"'’)]*(?=\s+[A-Z“]|$)/s

export const firstSentence = (text: string): string => FIRST.exec(text)?.[0] ?? text
