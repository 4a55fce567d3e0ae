/** OS/2's exceptions have the numbers that Windows has kept. */
export * from '../touch/trap.ts'
