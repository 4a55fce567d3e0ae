/** What creator and reader agree on beforehand. Source: the listings of www.cpp-blog.com. */
import type { Settings } from '../../contract/settings.ts'

/** In bytes: for 1024 wide characters, with the zero that ends them. */
export const BUF_SIZE = 2048

export const nameIn = ({ namespace }: Settings) => `${namespace === 'Local' ? 'Local' : 'Global'}\\www.cpp-blog.com`
