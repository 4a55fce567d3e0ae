/**
 * What calls say beforehand of objects that processes may know by different names: by the name that a program chose,
 * and by the address or the handle. Two steps whose order matters say at least one that is the same.
 */
import { type Needs, together, uses, usesName } from '../uses.ts'

/** What decides which address a new object has, or which handle a new semaphore. */
export const ARENA = 'arena'
export const SEMAPHORE_HANDLES = 'semaphore-handles'
type Space = typeof ARENA | typeof SEMAPHORE_HANDLES

/** Makes an object, with this name where it is to have one. */
export const making = (space: Space, name: string | null): Needs =>
  together(uses('write', space), usesName('write', name))

/** Finds an object by its address or handle, which somebody may be about to hand out. */
export const finding = (space: Space, object: string): Needs => uses('read', object, space)

/** Lets go of an object, which has all these names; the last one to do so leaves them to others. */
export const leaving = (space: Space, names: readonly string[]): Needs =>
  together(uses('free', ...names), uses('write', space))
