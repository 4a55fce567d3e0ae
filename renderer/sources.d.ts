/** The scenarios' sources as `build/screen/highlight.ts` puts them into the screen when it is built. */
declare module 'virtual:sources' {
  export type TokenKind = 'keyword' | 'function' | 'type' | 'string' | 'number' | 'comment' | 'plain'

  export interface Token {
    text: string
    kind: TokenKind
  }

  /** The first and the last line of a function, counted from 1. */
  export type LineRange = [first: number, last: number]

  export interface SourceFile {
    /** The path as the trace names it: 'electron/scenarios/request-reply.ts'. */
    file: string
    lines: Token[][]
    /** The exported functions by their names, in the order of the file: the programs that participants run. */
    programs: Record<string, LineRange>
    /** What belongs to a program but is not its own function: what it calls for itself, with the comments before it. */
    helpers: LineRange[]
  }

  /** By the path as the trace names it. */
  export const sources: Record<string, SourceFile>
}
