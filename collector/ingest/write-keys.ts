/** What a write key may do. */
export type WriteKey = {
  keyId: string
  /** The one feed it writes to. */
  source: string
  /** Web origins it may be used from; empty is any. */
  origins: readonly string[]
}

/** Looks a key up without asking the store, so that the wire answers while it is down. */
export type WriteKeys = { find(key: string): WriteKey | undefined }
