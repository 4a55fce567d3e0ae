/** The secret in the browser host's address: whoever knows it may use the host. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits. */
const TOKEN_BYTES = 32

export const createToken = () => randomBytes(TOKEN_BYTES).toString('base64url')

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Takes the same time wherever the two differ, and whatever their lengths. */
export const sameToken = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))
