/** What every part of the native interface speaks of. */
export type Access = 'read' | 'read-write'

/**
 * What the kernel itself says of who uses an object, read at this moment. shm_nattch counts mappings: a process that
 * has protected some of its pages otherwise has as many as there are ranges of pages alike.
 */
export interface Evidence {
  readonly name: 'shm_nattch' | 'HandleCount'
  /** 0 once the object is destroyed. */
  readonly value: number
}
