import { z } from 'zod'

/** A row of the table `write_keys`; instants are epoch milliseconds. */
export const keyRow = z.object({
  key_id: z.string(),
  key_hash: z.string(),
  source: z.string(),
  origins: z.array(z.string()),
  events_per_second: z.coerce.number(),
  events_per_day: z.coerce.number(),
  created_at: z.coerce.number(),
  revoked_at: z.coerce.number().nullable(),
})

/** A row of the table `write_keys`. */
export type KeyRow = z.infer<typeof keyRow>

/** All of them, in an order that stays, so that the same keys are the same text. */
export const allKeys = `
SELECT key_id, key_hash, source, origins, events_per_second, events_per_day,
  toUnixTimestamp64Milli(created_at) AS created_at, toUnixTimestamp64Milli(revoked_at) AS revoked_at
FROM write_keys FINAL
ORDER BY write_keys.created_at, key_id`
