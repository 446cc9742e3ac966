/** Limits of the wire. Source: what stock SDKs cut their batches to, and what one request may cost us. */
export const wireLimits = {
  /** Bytes of a body as it was sent. */
  bodyBytesMax: 1_048_576,
  /** Bytes of a body after gzip. */
  inflatedBytesMax: 8_388_608,
  /** Messages in one batch. */
  batchMessagesMax: 2_500,
  /** Bytes of one message as JSON. */
  messageBytesMax: 32_768,
  /** Levels of nesting in one message. */
  depthMax: 20,
  /** Keys in one message, all levels together. */
  keysMax: 200,
  /** Bytes of one string. */
  stringBytesMax: 8_192,
} as const
