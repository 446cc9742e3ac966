/** What bounds a batch, a wait and what is kept; tests make them small. */
export type FlushLimits = {
  /** A batch is sealed at so many rows, so many bytes, or so long after its first record. */
  batchRowsMax: number
  batchBytesMax: number
  batchWaitMs: number
  /** For how long in all the store waits while what arrives takes all the time there is. */
  giveWayMsMax: number
  /** Pause before the same bytes are sent again; doubles up to the longest, with jitter. */
  pauseMsMin: number
  pauseMsMax: number
  /** A request that makes no progress for so long is given up and sent again. */
  idleMsMax: number
  /** Loaded segments are kept for a replay until they are so old, or there are so many bytes of them. */
  keptMsMax: number
  keptBytesMax: number
  /** Below so much free disk loaded segments go at once, before the spool has to refuse. */
  freeBytesMin: number
  /** How often it looks for segments to drop while nothing comes. */
  tidyMs: number
}

const mebibyte = 1024 ** 2

/** Limits of a server. */
export const flushLimits: FlushLimits = {
  batchRowsMax: 50_000,
  batchBytesMax: 8 * mebibyte,
  batchWaitMs: 1_000,
  giveWayMsMax: 10_000,
  pauseMsMin: 500,
  pauseMsMax: 30_000,
  idleMsMax: 30_000,
  keptMsMax: 24 * 3_600_000,
  keptBytesMax: 2_048 * mebibyte,
  freeBytesMin: 512 * mebibyte,
  tidyMs: 30_000,
}
