import { createHmac } from 'node:crypto'

/** Makes the keys that stand for people in facts. */
export type PersonKeys = {
  /** Key of an id: 16 hex digits of HMAC-SHA256 under the secret of the data folder; the empty id stays empty. */
  keyOf(personId: string): string
  /** Keyed hash of any text that is to be told apart from others and never read; the text is not remembered. */
  hashOf(text: string): string
}

// One file names the same people over and over; a bounded memory spares the hash. Ids of people are short.
const rememberedMax = 100_000
const rememberedCharsMax = 256

/** Makes person keys under the secret of `<data>/secrets/person-key`. */
export function createPersonKeys(secret: string): PersonKeys {
  if (secret.length < 32) throw new Error('The secret of the person keys is too short. Nothing was stored.')
  const remembered = new Map<string, string>()
  const hash = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 16)
  return {
    // No id of a person begins so, so the hash of a text is never the key of a person.
    hashOf: (text) => hash(`\0text\0${text}`),
    keyOf(personId) {
      if (personId === '') return ''
      const known = remembered.get(personId)
      if (known !== undefined) return known
      const key = hash(personId)
      if (remembered.size >= rememberedMax) remembered.clear()
      if (personId.length <= rememberedCharsMax) remembered.set(personId, key)
      return key
    },
  }
}
