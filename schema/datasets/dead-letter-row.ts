import { z } from 'zod'

/** A row of the table `dead_letters` as it is sent. */
export const deadLetterRow = z.object({
  dead_id: z.string().describe('the same for the same refused row, however often it comes'),
  received_at: z.string(),
  source: z.string(),
  dataset: z.string(),
  message_id: z.string(),
  file: z.string(),
  line: z.int(),
  code: z.string(),
  reason: z.string(),
  fields: z.string(),
  rest_hash: z.string(),
  import_seq: z.int(),
  discarded_at: z.null(),
  revision: z.int(),
})

/** A row of the table `dead_letters`. */
export type DeadLetter = z.infer<typeof deadLetterRow>
