/** What is written down about one request of the wire: numbers and public names, nothing of what it said. */
export type WireFacts = {
  /** Status that was answered; 499 when the sender left before. */
  status: number
  /** Reason of a refusal as a stable word; empty for 200. */
  code: string
  /** Public id of the write key; empty when none was found. */
  keyId: string
  source: string
  events: number
  duplicates: number
  /** Reason of each dead letter, as stable words. */
  deadLetterCodes: readonly string[]
  /** Bytes of the body after gzip. */
  bytes: number
  ms: number
}
