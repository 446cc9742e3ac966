import { wireLimits } from '../../schema/wire/limits.ts'
import type { Refusal } from './dead-letter.ts'

/** What breaks a limit in one message; never goes deeper than the limit, so no input can exhaust the stack. */
export function messageFault(message: unknown): Refusal | undefined {
  const seen = { keys: 0, bytes: 0 }
  return walk(message, 1, seen)
}

function walk(value: unknown, depth: number, seen: { keys: number; bytes: number }): Refusal | undefined {
  if (typeof value === 'string') return countString(value, seen)
  if (typeof value !== 'object' || value === null) return grow(seen, 5)
  if (depth > wireLimits.depthMax) {
    return { code: 'too_deep', reason: `is nested deeper than ${wireLimits.depthMax} levels` }
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      seen.keys += 1
      if (seen.keys > wireLimits.keysMax) {
        return { code: 'too_many_keys', reason: `has more than ${wireLimits.keysMax} keys` }
      }
    }
    const fault = grow(seen, Array.isArray(value) ? 1 : key.length + 4) ?? walk(inner, depth + 1, seen)
    if (fault) return fault
  }
  return undefined
}

function countString(text: string, seen: { bytes: number }): Refusal | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes > wireLimits.stringBytesMax) {
    return { code: 'string_too_long', reason: `has a text longer than ${wireLimits.stringBytesMax} bytes` }
  }
  return grow(seen, bytes + 2)
}

function grow(seen: { bytes: number }, bytes: number): Refusal | undefined {
  seen.bytes += bytes
  if (seen.bytes <= wireLimits.messageBytesMax) return undefined
  return { code: 'too_large', reason: `is larger than ${wireLimits.messageBytesMax} bytes` }
}
