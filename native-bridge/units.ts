/** Numbers that must never be mistaken for one another. */
import { remembered } from './remembered.ts'

declare const unit: unique symbol
export type Unit<Name extends string> = number & { readonly [unit]: Name }

/** The base address of a shared memory object: the same number in every process. */
export type Address = Unit<'Address'>
/** A window: 32 significant bits on both kernels. */
export type WindowHandle = Unit<'WindowHandle'>
export type ProcessId = Unit<'ProcessId'>
/** Since an arbitrary start that all processes of this machine share. */
export type Nanoseconds = Unit<'Nanoseconds'>

export const address = (value: number) => value as Address
export const windowHandle = (value: number) => value as WindowHandle
export const processId = (value: number) => value as ProcessId
export const nanoseconds = (value: number) => value as Nanoseconds

const MOST_WRITTEN = 1024

const write = (value: number, digits: number) => `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`

const writeAddress = remembered(MOST_WRITTEN, (value) => write(value, 8))

/** As the trace and the screen write it: `0x6FFF0000`. */
export function hexadecimal(value: number, digits = 8): string {
  return digits === 8 ? writeAddress(value) : write(value, digits)
}

/**
 * The system-wide monotonic clock: CLOCK_MONOTONIC on Linux, QueryPerformanceCounter on Windows. In two numbers, which
 * takes half the time of a bigint; a double holds the nanoseconds of a hundred days.
 */
export function now(): Nanoseconds {
  const [seconds, rest] = process.hrtime()
  return nanoseconds(seconds * 1e9 + rest)
}
