import type { IncomingHttpHeaders } from 'node:http'
import type { WireBody } from './parse-body.ts'
import { notNow, WireRefusal } from './wire-refusal.ts'
import type { WriteKey, WriteKeys } from './write-keys.ts'

/** The key a request may write with: Basic, X-Write-Key, body, first message, Bearer; the first known one counts. */
export function findWriteKey(
  keys: WriteKeys,
  headers: IncomingHttpHeaders,
  { envelope, messages }: WireBody,
): WriteKey {
  const { authorization } = headers
  const key =
    known(keys, basicUser(authorization)) ??
    known(keys, beforeColon(headers['x-write-key'])) ??
    known(keys, envelope.writeKey) ??
    known(keys, firstMessageKey(messages[0])) ??
    known(keys, bearer(authorization))
  if (key) return checkOrigin(key, headers.origin)
  // A client deletes what is answered with 401, so a key is called unknown only by whoever knows them all.
  if (keys.isCurrent?.() === false) {
    throw notNow('The write key cannot be checked while the database is down. Nothing was kept; send it again.', 5)
  }
  throw new WireRefusal(401, 'unknown_key', 'The write key is missing, unknown or revoked.')
}

function known(keys: WriteKeys, candidate: unknown): WriteKey | undefined {
  return typeof candidate === 'string' && candidate !== '' ? keys.find(candidate) : undefined
}

function checkOrigin(key: WriteKey, origin: string | undefined): WriteKey {
  if (key.origins.length === 0 || (origin !== undefined && key.origins.includes(origin))) return key
  throw new WireRefusal(401, 'wrong_origin', 'The write key may not be used from this web origin.')
}

function basicUser(header: string | undefined): string | undefined {
  const encoded = header === undefined ? undefined : /^basic +(\S+)$/i.exec(header)?.[1]
  return encoded === undefined ? undefined : beforeColon(Buffer.from(encoded, 'base64').toString())
}

// Jitsu's client refuses a key that is not of the form key:secret.
function beforeColon(text: string | string[] | undefined): string | undefined {
  return text?.toString().split(':', 1)[0]
}

function bearer(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^bearer +(\S+)$/i.exec(header)?.[1]
}

function firstMessageKey(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('writeKey' in message)) return undefined
  return message.writeKey
}
