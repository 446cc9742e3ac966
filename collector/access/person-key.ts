import { createHmac } from 'node:crypto'

/** Makes the keys that stand for people in facts. */
export type PersonKeys = {
  /** Key of an id: 16 hex digits of HMAC-SHA256 under the secret of the data folder; the empty id stays empty. */
  keyOf(personId: string): string
}

// One file names the same people over and over; a bounded memory spares the hash. Ids of people are short.
const rememberedMax = 100_000
const rememberedCharsMax = 256

/** Makes person keys under the secret of `<data>/secrets/person-key`. */
export function createPersonKeys(secret: string): PersonKeys {
  if (secret.length < 32) throw new Error('The secret of the person keys is too short. Nothing was stored.')
  const remembered = new Map<string, string>()
  return {
    keyOf(personId) {
      if (personId === '') return ''
      const known = remembered.get(personId)
      if (known !== undefined) return known
      const key = createHmac('sha256', secret).update(personId).digest('hex').slice(0, 16)
      if (remembered.size >= rememberedMax) remembered.clear()
      if (personId.length <= rememberedCharsMax) remembered.set(personId, key)
      return key
    },
  }
}
