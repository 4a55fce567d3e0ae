/** What parent and child agree on beforehand. Source: Listing 6.27. */
export const ID = 'Local\\sharedmemory'
/** In bytes, with the zero that ends the string. */
export const SIZE = 1024
