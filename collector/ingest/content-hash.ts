import { createHash } from 'node:crypto'

/** SHA-256 of a text or bytes, 64 hex digits. */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** SHA-256 over several texts that cannot run into each other. */
export function contentHashOf(parts: readonly (string | number)[]): string {
  return contentHash(JSON.stringify(parts))
}
