import { z } from 'zod'

const idLike = z.union([z.string(), z.number()]).nullish()
const instantLike = z.union([z.string(), z.number()]).nullish()
// SDKs and their plugins put anything into these; what is of no use is treated as absent.
const objectLike = z.looseObject({}).catch({})

/** One message of the Segment wire: only what is read; everything else in it is dropped. */
export const wireMessage = z.looseObject({
  type: z.string().nullish().describe('track, identify, group, page, screen or alias'),
  userId: idLike.describe('who acted'),
  anonymousId: idLike.describe('who acted, where no userId is known'),
  event: z.string().nullish().describe('name of the action of a track'),
  messageId: idLike.describe('identity of the message, the same on every retry'),
  timestamp: instantLike.describe('instant of the act'),
  originalTimestamp: instantLike.describe('instant of the act as the device said'),
  sentAt: instantLike.describe('instant the sender sent it by its own clock'),
  properties: objectLike.describe('what the action was about; an allow-list is kept'),
  context: objectLike.describe('app.name tells the CRM from a legacy system'),
})

/** One message of the Segment wire. */
export type WireMessage = z.infer<typeof wireMessage>

/** Properties that are kept, each a column of the events; the values of all others are dropped. */
export const keptProperties = [
  'object',
  'record_id',
  'account_id',
  'origin',
  'task',
  'changes',
  'note_hash',
  'contact_at',
  'hits',
  'duration_ms',
  'form',
] as const
