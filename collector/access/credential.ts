import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a credential is for; the prefix of its text. */
export type CredentialPrefix = 'tk' | 'ss' | 'ln' | 'wk' | 'bi'

/** A new credential: `text` is shown once, only `hash` is stored. */
export type Credential = { id: string; text: string; hash: string }

/** Makes a random 256-bit credential, `<prefix>_<id>_<secret>`. */
export function createCredential(prefix: CredentialPrefix): Credential {
  const id = randomBytes(6).toString('hex')
  const text = `${prefix}_${id}_${randomBytes(32).toString('base64url')}`
  return { id, text, hash: hashOf(text) }
}

/** The public id inside a credential's text; undefined when it is no such credential. */
export function credentialId(prefix: CredentialPrefix, text: string): string | undefined {
  const match = /^([a-z]{2})_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/.exec(text)
  return match?.[1] === prefix ? match[2] : undefined
}

/** SHA-256, hex. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Whether the text has this hash, in time that does not depend on where they differ. */
export function hasHash(text: string, hash: string): boolean {
  const expected = Buffer.from(hash, 'hex')
  const actual = createHash('sha256').update(text).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
