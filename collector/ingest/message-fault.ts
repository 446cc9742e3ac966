import { wireLimits } from '../../schema/wire/limits.ts'
import type { Refusal } from './dead-letter.ts'

const { depthMax, keysMax, stringBytesMax, messageBytesMax } = wireLimits
/** Most bytes that one character of a JavaScript string takes. */
const charBytesMax = 3

/** What breaks a limit in one message; never goes deeper than the limit, so no input can exhaust the stack. */
export function messageFault(message: unknown): Refusal | undefined {
  const bound = { keys: 0, bytes: 0 }
  return isSurelyWithin(message, 1, bound) ? undefined : walk(message, 1, { keys: 0, bytes: 0 })
}

// Never says yes where `walk` would find a fault; most messages are far from every limit, and counting bytes is slow.
function isSurelyWithin(value: unknown, depth: number, bound: { keys: number; bytes: number }): boolean {
  if (typeof value === 'string') {
    bound.bytes += value.length * charBytesMax + 2
    return value.length * charBytesMax <= stringBytesMax && bound.bytes <= messageBytesMax
  }
  if (typeof value !== 'object' || value === null) {
    bound.bytes += 5
    return bound.bytes <= messageBytesMax
  }
  if (depth > depthMax) return false
  if (Array.isArray(value)) {
    bound.bytes += value.length
    for (const inner of value) if (!isSurelyWithin(inner, depth + 1, bound)) return false
    return bound.bytes <= messageBytesMax
  }
  // A view on plain JSON: the value of every key is looked at as unknown.
  const members = value as Record<string, unknown>
  for (const key in members) {
    bound.keys += 1
    bound.bytes += key.length + 4
    if (bound.keys > keysMax || !isSurelyWithin(members[key], depth + 1, bound)) return false
  }
  return bound.bytes <= messageBytesMax
}

function walk(value: unknown, depth: number, seen: { keys: number; bytes: number }): Refusal | undefined {
  if (typeof value === 'string') return countString(value, seen)
  if (typeof value !== 'object' || value === null) return grow(seen, 5)
  if (depth > depthMax) {
    return { code: 'too_deep', reason: `is nested deeper than ${depthMax} levels` }
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      seen.keys += 1
      if (seen.keys > keysMax) {
        return { code: 'too_many_keys', reason: `has more than ${keysMax} keys` }
      }
    }
    const fault = grow(seen, Array.isArray(value) ? 1 : key.length + 4) ?? walk(inner, depth + 1, seen)
    if (fault) return fault
  }
  return undefined
}

function countString(text: string, seen: { bytes: number }): Refusal | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes > messageBytesMax) return grow(seen, bytes)
  if (bytes > stringBytesMax) {
    return { code: 'string_too_long', reason: `has a text longer than ${stringBytesMax} bytes` }
  }
  return grow(seen, bytes + 2)
}

function grow(seen: { bytes: number }, bytes: number): Refusal | undefined {
  seen.bytes += bytes
  if (seen.bytes <= messageBytesMax) return undefined
  return { code: 'too_large', reason: `is larger than ${messageBytesMax} bytes` }
}
