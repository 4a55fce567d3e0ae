/** An out parameter: C passes the address of a variable, TypeScript passes a box. */
export interface Out<T> {
  value: T
}
export const out = <T>(value: T): Out<T> => ({ value })
