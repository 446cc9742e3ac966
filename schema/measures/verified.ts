import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindAdopted } from './behind.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()
const share = z.number().nullable()

/** A row of `verified`: adoption as it is, without flagged actions, and the difference. */
export const verifiedRow = z.object({
  measured: people.describe('measured people; the same with and without flagged actions'),
  adopted: people.describe('adopted people, every value action counted'),
  rate: share.describe('adopted ÷ measured; null without measured people'),
  verified_adopted: people.describe('adopted people when actions with a standing flag do not count'),
  verified_rate: share.describe('verified_adopted ÷ measured; null without measured people'),
  gap_people: people.describe('adopted − verified_adopted'),
  gap: share.describe('rate − verified_rate; null without measured people'),
})

/** Adoption beside what is left of it without flagged actions. */
export const verified = {
  name: 'verified',
  label: 'Verified adoption',
  definition:
    'Adoption on a date, the same without value actions that have a flag nobody dismissed, and the gap between the two.',
  definitionZh: '某一日期的采用率、剔除带标记（且未撤销）的有效操作后的采用率，以及两者之差。',
  formula: 'adoption by every value action; adoption by the same rules without flagged actions; their difference',
  parameters: [...stateParameters, 'week_start'],
  unit: 'people',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: verifiedRow,
  total: verifiedRow,
  peopleColumn: 'measured',
  behind: behindAdopted,
  parts: [],
} as const satisfies Measure
