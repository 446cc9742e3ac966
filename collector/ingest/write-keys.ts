/** What a write key may do. */
export type WriteKey = {
  keyId: string
  /** The one feed it writes to. */
  source: string
  /** Web origins it may be used from; empty is any. */
  origins: readonly string[]
  /** Events it may send steadily; none or 0 is the usual rate. */
  eventsPerSecond?: number
  /** Events its feed may send on one UTC day; none or 0 is no bound. */
  eventsPerDay?: number
}

/** Looks a key up without asking the store, so that the wire answers while it is down. */
export type WriteKeys = {
  find(key: string): WriteKey | undefined
  /** False while only the keys of an earlier run are known: a key that is not among them may still be a good one. */
  isCurrent?(): boolean
}
