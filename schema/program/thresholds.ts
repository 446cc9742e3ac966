import { z } from 'zod'
import { share } from './share.ts'

const count = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`
  return z.int(message).min(min, message).max(max, message)
}

/** The seven thresholds of a person's state. */
export const thresholds = z.strictObject({
  active_share: share.default(0.4).describe('active days ÷ expected days that make a block regular'),
  blocks_required: count(1, 4).default(3).describe('regular blocks of four that make a person regular'),
  breadth_share: share.default(0.6).describe('core tasks ÷ core tasks of the role that make a person broad'),
  lapsed_after: count(1, 60).default(10).describe('expected days without an active one after which a person lapsed'),
  measured_blocks: count(1, 4).default(2).describe('expected blocks a person needs to be measured'),
  measured_days: count(1, 28).default(5).describe('expected days in 28 a person needs to be measured'),
  block_days: count(1, 7).default(2).describe('expected days that make a block expected'),
})

export type Thresholds = z.infer<typeof thresholds>
