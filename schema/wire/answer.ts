import { z } from 'zod'

/** Answer 200 of the wire: every message is on disk, as a row or as a dead letter. */
export const wireAccepted = z.object({
  success: z.literal(true),
  accepted: z.int().describe('messages taken, the duplicates and dead letters among them'),
  duplicates: z.int().describe('messages that were already stored'),
  dead_lettered: z.int().describe('messages kept as dead letters'),
  profiles: z.int().describe('identify, group and alias messages: taken, but the roster says who people are'),
  errors: z.array(
    z.object({
      index: z.int().describe('place in the batch'),
      message_id: z.string(),
      code: z.string().describe('reason as a stable word'),
    }),
  ),
})

/** Answer 200 of the wire. */
export type WireAccepted = z.infer<typeof wireAccepted>

/** Every other answer of the wire. */
export const wireRefused = z.object({
  success: z.literal(false),
  code: z.string().describe('reason as a stable word'),
  message: z.string().describe('reason in words and what to do'),
  error: z.string().describe('the same words, where SDKs look for them'),
})

/** Every other answer of the wire. */
export type WireRefused = z.infer<typeof wireRefused>
