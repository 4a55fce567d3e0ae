/** The visible frame's handle. */
import type { BrowserWindow } from 'electron'

type Framed = Pick<BrowserWindow, 'getNativeWindowHandle'>

/**
 * Electron hands a pointer-sized, little-endian buffer over (docs/api/base-window.md, getNativeWindowHandle); of a
 * handle 32 bits are significant, and the rest may be their sign (Windows' documentation: "Interprocess Communication
 * Between 32-bit and 64-bit Applications").
 */
export const numberOf = (window: Framed): number => window.getNativeWindowHandle().readUInt32LE()

/** As Windows' own tools show it. */
export const handleOf = (window: Framed): string =>
  `0x${numberOf(window).toString(16).toUpperCase().padStart(8, '0')}`
