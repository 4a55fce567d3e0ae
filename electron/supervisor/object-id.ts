/** Whose object it is: one of OS/2 goes by its address, one of Win32 by its name. */
export const isAddress = (object: string): boolean => object.startsWith('0x')
