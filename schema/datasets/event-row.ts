import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'

/** Version of the row format; a stored batch is replayed as it was. */
export const eventSchemaVersion = 1

const count = z.int().nonnegative().nullable()

/** A row of the table `events` as it is sent; instants are `YYYY-MM-DD HH:MM:SS.mmm` in UTC. */
export const eventRow = z.object({
  person_key: z.string(),
  date: calendarDate,
  source: z.string(),
  message_id: z.string(),
  event: z.string(),
  occurred_at: z.string(),
  received_at: z.string(),
  skew_ms: z.int(),
  object: z.string(),
  record_id: z.string(),
  account_id: z.string(),
  origin: z.string(),
  app: z.string(),
  task: z.string(),
  contact_at: z.string().nullable(),
  hits: count,
  duration_ms: count,
  note_hash: z.string(),
  form: z.string(),
  change_fields: z.array(z.string()),
  change_from: z.array(z.string()),
  change_to: z.array(z.string()),
  schema_version: z.int(),
  import_seq: z.int(),
  line: z.int(),
})

/** A row of the table `events`. */
export type EventRow = z.infer<typeof eventRow>
