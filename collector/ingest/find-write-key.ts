import type { WireBody } from './parse-body.ts'
import { WireRefusal } from './wire-refusal.ts'
import type { WriteKey, WriteKeys } from './write-keys.ts'

/** The key a request may write with: Basic, X-Write-Key, body, first message, Bearer; the first known one counts. */
export function findWriteKey(keys: WriteKeys, request: Request, { envelope, messages }: WireBody): WriteKey {
  const candidates = [
    basicUser(request.headers.get('authorization')),
    beforeColon(request.headers.get('x-write-key') ?? ''),
    envelope.writeKey,
    firstMessageKey(messages[0]),
    bearer(request.headers.get('authorization')),
  ]
  for (const candidate of candidates) {
    const key = typeof candidate === 'string' && candidate !== '' ? keys.find(candidate) : undefined
    if (key) return checkOrigin(key, request.headers.get('origin'))
  }
  throw new WireRefusal(401, 'unknown_key', 'The write key is missing, unknown or revoked.')
}

function checkOrigin(key: WriteKey, origin: string | null): WriteKey {
  if (key.origins.length === 0 || (origin !== null && key.origins.includes(origin))) return key
  throw new WireRefusal(401, 'wrong_origin', 'The write key may not be used from this web origin.')
}

function basicUser(header: string | null): string | undefined {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1]
  return encoded === undefined ? undefined : beforeColon(Buffer.from(encoded, 'base64').toString())
}

// Jitsu's client refuses a key that is not of the form key:secret.
function beforeColon(text: string): string {
  return text.replace(/:.*$/s, '')
}

function bearer(header: string | null): string | undefined {
  return /^bearer +(\S+)$/i.exec(header ?? '')?.[1]
}

function firstMessageKey(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('writeKey' in message)) return undefined
  return message.writeKey
}
